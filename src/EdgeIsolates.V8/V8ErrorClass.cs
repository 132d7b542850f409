namespace EdgeIsolates.V8;

/// <summary>The JavaScript class of an error that a host op throws.</summary>
public enum V8ErrorClass
{
    /// <summary><c>Error</c>.</summary>
    Error = 0,

    /// <summary><c>TypeError</c>.</summary>
    TypeError = 1,

    /// <summary><c>RangeError</c>.</summary>
    RangeError = 2,

    /// <summary><c>SyntaxError</c>.</summary>
    SyntaxError = 3,

    /// <summary><c>ReferenceError</c>.</summary>
    ReferenceError = 4,

    /// <summary>One that the snapshot makes by name, such as a DOMException.</summary>
    Named = 5,
}
