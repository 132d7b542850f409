namespace EdgeIsolates.Bindings;

// What one request does with its bindings: it may make so many calls; they are cancelled when it ends; the host's scoped services live as long as it does.
internal sealed class BindingUse(IServiceProvider services, int mostCalls) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Dictionary<string, BindingFigures> _figures = new(StringComparer.Ordinal);
    private Dictionary<int, string>? _received;
    private RequestServices? _services;
    private int _calls;

    /// <summary>Cancelled when the request has ended.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>What was done by each binding's name.</summary>
    public IReadOnlyDictionary<string, BindingFigures> Figures => _figures;

    /// <summary>The host's services in the scope of this request. Any thread.</summary>
    public IServiceProvider Services
    {
        get
        {
            lock (_figures)
            {
                return (_services ??= new RequestServices(services)).Services;
            }
        }
    }

    /// <summary>Takes one of the calls that the request may make; false when there is none left.</summary>
    public bool TryCall() => _calls < mostCalls && ++_calls > 0;

    /// <summary>Keeps the streams that came with an answer until the script asks for them.</summary>
    public void Received(int call, string bodies)
    {
        if (bodies.Length > 0)
        {
            (_received ??= [])[call] = bodies;
        }
    }

    /// <summary>The streams that came with the answer to a call; once.</summary>
    public string? TakeReceived(int call) => _received is not null && _received.Remove(call, out string? bodies) ? bodies : null;

    /// <summary>Notes the end of a call.</summary>
    public void Note(string binding, TimeSpan time, bool succeeded) =>
        _figures[binding] = _figures.GetValueOrDefault(binding).Plus(time, succeeded);

    public void Dispose()
    {
        _ended.Cancel();
        RequestServices? scope;
        lock (_figures)
        {
            scope = _services;
        }

        scope?.Dispose();
    }
}
