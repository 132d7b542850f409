using EdgeIsolates.Hosting;

namespace EdgeIsolates.Isolates;

/// <summary>The lines that scripts of one isolate log, each charged to its invocation. For the holder of the mailbox.</summary>
internal sealed class IsolateLog(TenantIsolate isolate, IsolateEnvironment environment)
{
    private const int LineOverheadBytes = 64;

    /// <summary>A line of a script; beyond the invocation's log space it is dropped, and the log says so once.</summary>
    public void Write(Invocation invocation, FunctionLogLevel level, string text, EdgeError? error = null)
    {
        if (invocation.TryChargeLog((2L * text.Length) + LineOverheadBytes, out bool isFirstRefusal))
        {
            Send(invocation, level, text, error);
        }
        else if (isFirstRefusal)
        {
            Send(invocation, FunctionLogLevel.Warn, $"The request logged more than {isolate.Limits.LogBytesPerRequest} bytes; the rest is dropped.", null);
        }
    }

    /// <summary>An error that no script caught.</summary>
    public void Uncaught(Invocation invocation, EdgeError error) =>
        Write(invocation, FunctionLogLevel.Error, $"Uncaught {error.Name}: {error.Message}", error);

    /// <summary>A fault of ours.</summary>
    public void HostFault(Exception exception) => environment.Logger.IsolateFault(isolate.Function.Name, isolate.Function.Version, isolate.Id, exception);

    private void Send(Invocation invocation, FunctionLogLevel level, string text, EdgeError? error)
    {
        DateTimeOffset now = environment.Time.GetUtcNow();
        invocation.Lines?.Add(new InvocationLogLine(now, level, error is { Module: { } module } ? $"{text} ({module}:{error.Line}:{error.Column})" : text));
        try
        {
            environment.FunctionLog.Write(new FunctionLogEntry(isolate.Function, invocation.RequestId, isolate.Id, now, level, text, error));
        }
        catch (Exception exception)
        {
            environment.Logger.FunctionLogFailed(exception);
        }
    }
}
