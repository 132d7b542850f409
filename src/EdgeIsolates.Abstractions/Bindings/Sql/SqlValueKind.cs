namespace EdgeIsolates;

/// <summary>The types of values that SQL databases and functions exchange.</summary>
public enum SqlValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>A truth value. SQLite has none and gives numbers.</summary>
    Boolean,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A floating-point number of 64 bits.</summary>
    Real,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Blob,
}
