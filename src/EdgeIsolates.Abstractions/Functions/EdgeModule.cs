namespace EdgeIsolates;

/// <summary>One file of a function, by the name other files import it under.</summary>
/// <param name="Name">The module's name, with forward slashes and without a leading one: <c>index.js</c>, <c>lib/sign.wasm</c>.</param>
/// <param name="Kind">What the file is to the script that imports it.</param>
/// <param name="Content">The file's bytes; text kinds are UTF-8. The memory must not change after it is handed over.</param>
public sealed record EdgeModule(string Name, EdgeModuleKind Kind, ReadOnlyMemory<byte> Content)
{
    /// <summary>Makes a JavaScript module from source text.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="source">The source text.</param>
    /// <returns>The module.</returns>
    public static EdgeModule JavaScript(string name, string source)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(source);
        return new EdgeModule(name, EdgeModuleKind.JavaScript, System.Text.Encoding.UTF8.GetBytes(source));
    }
}
