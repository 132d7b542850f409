namespace EdgeIsolates.V8;

/// <summary>What an argument of an op is.</summary>
public enum V8ValueKind
{
    /// <summary><c>undefined</c>, or not given.</summary>
    Undefined,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>An ArrayBuffer or a view of one.</summary>
    Bytes,

    /// <summary>Anything else.</summary>
    Other,
}
