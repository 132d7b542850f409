using EdgeIsolates.Deployments;

namespace EdgeIsolates.Tests.Deployments;

public sealed class FunctionPackageTests
{
    private static readonly FunctionPackage Package = new(
        [EdgeModule.JavaScript("index.js", "export default {}; // ä"), new EdgeModule("a/b.wasm", EdgeModuleKind.Wasm, new byte[] { 0, 97, 115, 109 })],
        new byte[] { 1, 2, 3 },
        IsClassicScript: true,
        new Dictionary<string, byte[]> { ["KEY"] = [9, 8, 7] });

    [Fact]
    public void TryRead_WhatToBytesWrote_IsTheSame()
    {
        byte[] bytes = Package.ToBytes();
        Assert.True(FunctionPackage.TryRead(bytes, FunctionPackage.HashOf(bytes), out FunctionPackage? read));
        Assert.Equal(Package.Modules.Select(module => (module.Name, module.Kind)), read.Modules.Select(module => (module.Name, module.Kind)));
        Assert.Equal(Package.Modules.Select(module => module.Content.ToArray()), read.Modules.Select(module => module.Content.ToArray()));
        Assert.Equal(Package.CodeCache.ToArray(), read.CodeCache.ToArray());
        Assert.True(read.IsClassicScript);
        Assert.Equal([9, 8, 7], Assert.Single(read.Secrets).Value);
    }

    [Fact]
    public void TryRead_AnyByteChangedOrMissing_IsRefused()
    {
        byte[] bytes = Package.ToBytes();
        string hash = FunctionPackage.HashOf(bytes);
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] changed = [.. bytes];
            changed[i] ^= 0x10;
            Assert.False(FunctionPackage.TryRead(changed, hash, out _));
            Assert.False(FunctionPackage.TryRead(bytes.AsMemory(0, i), hash, out _));
        }
    }
}
