namespace EdgeIsolates;

/// <summary>
/// Where the lines that functions log go. The default writes to <c>ILogger</c>. Called on the thread that runs the script, so it must be quick and
/// must not wait; it may be called from several threads at the same time, and what it throws is dropped.
/// </summary>
public interface IFunctionLog
{
    /// <summary>Takes one line.</summary>
    /// <param name="entry">The line.</param>
    void Write(in FunctionLogEntry entry);
}
