namespace EdgeIsolates;

/// <summary>The level of a line that a script logged. The numbers are those that the script side sends.</summary>
public enum FunctionLogLevel
{
    /// <summary><c>console.debug</c>.</summary>
    Debug = 0,

    /// <summary><c>console.log</c> and what is like it.</summary>
    Log = 1,

    /// <summary><c>console.info</c>.</summary>
    Info = 2,

    /// <summary><c>console.warn</c>.</summary>
    Warn = 3,

    /// <summary><c>console.error</c>, <c>reportError</c> and unhandled rejections.</summary>
    Error = 4,
}
