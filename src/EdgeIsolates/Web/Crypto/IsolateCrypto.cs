using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

// What Web Crypto keeps for one isolate, for the holder of its mailbox.
//
// - Keys: scripts hold their bytes, so keys need no care here and die with the script's objects. Reading the bytes of an asymmetric key takes OpenSSL longer than
//   a signature, so the last few that were used are kept as OpenSSL's own objects, by the number that the script gave the key. One that is pushed
//   out may still be in use on another thread: the collector frees it.
// - Results of work on other threads, until the script takes them by their ticket. The promise tells only the ticket: promises that are resolved with an
//   object ask it for `then`, and a patched prototype would see the bytes of keys.
// - Running hashes and ciphers of Node's interface. Each is its request's and ends with it.
internal sealed class IsolateCrypto
{
    private const int MostKeys = 16;
    private const int MostRunning = 1_000;

    private readonly List<(int Number, EvpKey Key)> _keys = [];
    private readonly Dictionary<int, byte[]> _results = [];
    private readonly Dictionary<int, RunningCrypto> _running = [];
    private int _lastTicket;
    private int _lastRunning;

    /// <summary>The key with that number, made of its DER when it is not kept.</summary>
    public EvpKey Key(int number, bool isPrivate, ReadOnlySpan<byte> der)
    {
        int at = _keys.FindIndex(entry => entry.Number == number);
        if (at == 0)
        {
            return _keys[0].Key;
        }

        EvpKey key = at > 0 ? _keys[at].Key : (isPrivate ? EvpKey.FromPrivate(der) : EvpKey.FromPublic(der))!;
        if (at > 0 || _keys.Count == MostKeys)
        {
            _keys.RemoveAt(at > 0 ? at : MostKeys - 1);
        }

        _keys.Insert(0, (number, key));
        return key;
    }

    /// <summary>Keeps a result and gives the ticket for it.</summary>
    public int Keep(byte[] result)
    {
        _results.Add(++_lastTicket, result);
        return _lastTicket;
    }

    public byte[] Take(int ticket) =>
        _results.Remove(ticket, out byte[]? result) ? result : throw new V8OpException(V8ErrorClass.Error, "There is no such result.");

    /// <summary>Keeps a hash or cipher until it is digested or its request is over, and gives its number.</summary>
    public int Begin(Invocation owner, RunningCrypto running)
    {
        if (_running.Count >= MostRunning)
        {
            running.Dispose();
            throw new V8OpException(V8ErrorClass.Error, $"At most {MostRunning} hashes and ciphers may be begun and not yet ended.");
        }

        _running.Add(++_lastRunning, running);
        running.Begin(owner, this, _lastRunning);
        return _lastRunning;
    }

    public T Running<T>(int number)
        where T : RunningCrypto =>
        _running.GetValueOrDefault(number) as T ?? throw new V8OpException(V8ErrorClass.Error, "It was ended already, or the request that began it is over.");

    public void Forget(int number) => _running.Remove(number);
}
