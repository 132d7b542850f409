using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8.Tests.Engine;

public class HandshakeTests
{
    public HandshakeTests() => V8Engine.Initialize();

    [Fact]
    public void Version_Always_IsThatOfV8() => Assert.Matches(@"^\d+\.\d+\.\d+", V8Engine.Version);

    [Fact]
    public void Initialize_Twice_IsHarmless() => V8Engine.Initialize();

    [Fact]
    public void AbiVersion_OfNativeLibrary_IsOurs() => Assert.Equal(NativeMethods.AbiVersion, NativeMethods.ev8_version());

    [Fact]
    public void Check_LoadedLibrary_Agrees() => NativeLayout.Check();

    [Theory]
    [InlineData(-1)]
    [InlineData(9)]
    public void Layout_UnknownStruct_IsRefused(int which) => Assert.Equal(-1, NativeMethods.ev8_layout(which));
}
