namespace EdgeIsolates.V8;

/// <summary>One module of a deployment.</summary>
/// <param name="Name">The name other modules import it by; slashes make folders for <c>./</c> and <c>../</c>.</param>
/// <param name="Kind">How the content is read.</param>
/// <param name="Content">The source or the bytes; text is UTF-8.</param>
/// <param name="CodeCache">What <see cref="V8Scope.CreateCodeCache"/> made of the same source earlier; empty for none.</param>
public sealed record V8Module(string Name, V8ModuleKind Kind, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> CodeCache = default);
