namespace EdgeIsolates.V8;

/// <summary>How a module's content is read. All but <see cref="JavaScript"/> export it as <c>default</c>.</summary>
public enum V8ModuleKind
{
    /// <summary>An ECMAScript module in UTF-8.</summary>
    JavaScript = 0,

    /// <summary>JSON text; the parsed value is exported.</summary>
    Json = 1,

    /// <summary>UTF-8 text, exported as a string.</summary>
    Text = 2,

    /// <summary>Bytes, exported as an ArrayBuffer.</summary>
    Bytes = 3,

    /// <summary>WebAssembly, exported as a compiled WebAssembly.Module.</summary>
    Wasm = 4,
}
