namespace EdgeIsolates;

/// <summary>What a <see cref="BindingValue"/> is.</summary>
public enum BindingValueKind
{
    /// <summary><c>undefined</c>.</summary>
    Undefined,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>Bytes: a <c>Uint8Array</c> for the script, which may give any <c>ArrayBuffer</c> or view.</summary>
    Bytes,

    /// <summary>Bytes that come piece by piece: a <c>ReadableStream</c>.</summary>
    Stream,

    /// <summary>A <c>Request</c>.</summary>
    Request,

    /// <summary>A <c>Response</c>.</summary>
    Response,

    /// <summary>JSON text, for results: the script gets what <c>JSON.parse</c> makes of it.</summary>
    Json,

    /// <summary>An object in the bytes of V8's structured clone format.</summary>
    Structured,
}
