namespace EdgeIsolates.V8;

/// <summary>The budgets of an isolate that V8 itself enforces.</summary>
public sealed record V8IsolateOptions
{
    /// <summary>The smallest <see cref="TotalLimitBytes"/>: 8 MB, of which the snapshot takes about two.</summary>
    public const long MinTotalLimitBytes = 8L << 20;

    /// <summary>The one memory budget in bytes: JavaScript heap, buffers, WebAssembly memory and what the host holds. Default 128 MB.</summary>
    public long TotalLimitBytes { get; init; } = 128L << 20;

    /// <summary>How much of it ArrayBuffers may take, in bytes; asking for more is a RangeError. Default 128 MB: no limit of its own.</summary>
    public long ArrayBufferBytes { get; init; } = 128L << 20;

    /// <summary>Stack for JavaScript in bytes, as far as the calling thread has it; deeper recursion is a RangeError. Default 512 KB.</summary>
    public int StackBytes { get; init; } = 512 * 1024;

    /// <summary>Whether <c>eval</c> and <c>new Function</c> work. Default false: they throw an EvalError.</summary>
    public bool AllowCodeGenerationFromStrings { get; init; }
}
