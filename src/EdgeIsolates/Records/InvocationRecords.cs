using System.Diagnostics;
using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Records;

// The door through which the record of every request goes to the sinks, once, when all of the request is over: written by the request itself when it ran in an isolate
// (`FetchInvocation`), by whoever made the result when it did not get that far (`EdgeRuntime`, `FailedLease`).
internal sealed class InvocationRecords(IEnumerable<IInvocationSink> sinks, ILogger<InvocationRecords> logger)
{
    private readonly IInvocationSink[] _sinks = [.. sinks];

    /// <summary>Whether anybody takes records.</summary>
    public bool AreWanted => _sinks.Length > 0;

    /// <summary>Whether anybody wants the lines of requests that begin now.</summary>
    public bool WantLogs
    {
        get
        {
            foreach (IInvocationSink sink in _sinks)
            {
                if (WantsLogs(sink))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Writes the record of a request that met no isolate.</summary>
    public InvocationResult Write(InvocationResult result, EdgeRequest request, DateTimeOffset startedAt)
    {
        if (AreWanted)
        {
            Write(result.ToRecord(request, startedAt, Activity.Current));
        }

        return result;
    }

    /// <summary>Hands a record to every sink. Never throws.</summary>
    public void Write(InvocationRecord record)
    {
        foreach (IInvocationSink sink in _sinks)
        {
            try
            {
                sink.Write(record);
            }
            catch (Exception exception)
            {
                logger.InvocationSinkFailed(sink.GetType().Name, exception);
            }
        }
    }

    private bool WantsLogs(IInvocationSink sink)
    {
        try
        {
            return sink.WantsLogs;
        }
        catch (Exception exception)
        {
            logger.InvocationSinkFailed(sink.GetType().Name, exception);
            return false;
        }
    }
}
