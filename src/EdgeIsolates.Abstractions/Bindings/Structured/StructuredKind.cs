namespace EdgeIsolates;

/// <summary>What a <see cref="StructuredValue"/> is in JavaScript.</summary>
public enum StructuredKind
{
    /// <summary><c>undefined</c>.</summary>
    Undefined,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A bigint.</summary>
    BigInt,

    /// <summary>A string.</summary>
    String,

    /// <summary>A <c>Date</c>.</summary>
    Date,

    /// <summary>An object with named members.</summary>
    Object,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A <c>Map</c>.</summary>
    Map,

    /// <summary>A <c>Set</c>.</summary>
    Set,

    /// <summary>An <c>ArrayBuffer</c> or a view of one.</summary>
    Bytes,

    /// <summary>An <c>Error</c>: an object with <c>name</c>, <c>message</c> and <c>stack</c>.</summary>
    Error,

    /// <summary>A <c>RegExp</c>; its text is the pattern.</summary>
    RegExp,
}
