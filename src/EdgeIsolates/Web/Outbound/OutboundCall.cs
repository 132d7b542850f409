using System.Diagnostics;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Outbound;

/// <summary>One request that a script makes, until there are headers. Whoever comes too late for them finds them let go of: nothing is left open.</summary>
internal sealed class OutboundCall(Turns turns, CancellationTokenSource canceled)
{
    private readonly Lock _gate = new();
    private EdgeResponse? _answer;
    private bool _isOver;

    /// <summary>Sends the request when its turn comes.</summary>
    /// <exception cref="V8OpException">There is no answer.</exception>
    public async Task<EdgeResponse> SendAsync(IOutboundHandler handler, OutboundRequest request, Activity? activity)
    {
        await turns.TakeAsync();
        try
        {
            canceled.Token.ThrowIfCancellationRequested();
            Activity.Current = activity;
            EdgeResponse answer = await handler.SendAsync(request, canceled.Token);
            return TryKeep(answer) ? answer : throw Canceled;
        }
        catch (HttpRequestException failure)
        {
            request.BodyReader?.Complete();
            throw new V8OpException(V8ErrorClass.TypeError, $"fetch failed: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            request.BodyReader?.Complete();
            throw Canceled;
        }
        finally
        {
            turns.Give();
        }
    }

    public void Cancel()
    {
        EdgeResponse? late;
        lock (_gate)
        {
            _isOver = true;
            late = _answer;
        }

        late?.Abandon();
        canceled.Cancel();
    }

    private static V8OpException Canceled => new("AbortError", "The operation was aborted.");

    private bool TryKeep(EdgeResponse answer)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _answer = answer;
                return true;
            }
        }

        answer.Abandon();
        return false;
    }
}
