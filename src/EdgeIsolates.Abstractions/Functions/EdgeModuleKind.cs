namespace EdgeIsolates;

/// <summary>What a file of a deployment is to the script that imports it.</summary>
public enum EdgeModuleKind
{
    /// <summary>JavaScript: an ES module, or a classic script when it has neither imports nor exports.</summary>
    JavaScript,

    /// <summary>JSON text; the default export is the parsed value.</summary>
    Json,

    /// <summary>UTF-8 text; the default export is a string.</summary>
    Text,

    /// <summary>Any bytes; the default export is an <c>ArrayBuffer</c>.</summary>
    Bytes,

    /// <summary>A WebAssembly binary; the default export is a <c>WebAssembly.Module</c>.</summary>
    Wasm,

    /// <summary>A source map in JSON, named like the module it is for with <c>.map</c> behind it. No script can import it; errors name the places it maps to.</summary>
    SourceMap,
}
