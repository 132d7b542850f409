namespace EdgeIsolates.Bindings.Caching;

/// <summary>What one function keeps; for the holder of the cache's lock.</summary>
internal sealed class FunctionShelf
{
    /// <summary>Answers to different requests for one URL.</summary>
    private const int MostVariants = 32;

    private readonly Dictionary<string, List<LinkedListNode<KeptResponse>>> _variants = [];
    private readonly LinkedList<KeptResponse> _byUse = [];

    public long Bytes { get; private set; }

    /// <summary>What was not asked for longest.</summary>
    public KeptResponse? Oldest => _byUse.Last?.Value;

    public IEnumerable<KeptResponse> Under(string key) =>
        _variants.TryGetValue(key, out List<LinkedListNode<KeptResponse>>? variants) ? variants.Select(static node => node.Value).ToArray() : [];

    /// <summary>Adds an answer.</summary>
    /// <returns>One that must go, when there are too many for its URL.</returns>
    public KeptResponse? Add(KeptResponse kept)
    {
        if (!_variants.TryGetValue(kept.Key, out List<LinkedListNode<KeptResponse>>? variants))
        {
            _variants.Add(kept.Key, variants = []);
        }

        variants.Add(_byUse.AddFirst(kept));
        Bytes += kept.Bytes;
        return variants.Count > MostVariants ? variants[0].Value : null;
    }

    public void Touch(KeptResponse kept)
    {
        LinkedListNode<KeptResponse> node = NodeOf(kept);
        _byUse.Remove(node);
        _byUse.AddFirst(node);
    }

    public void Remove(KeptResponse kept)
    {
        LinkedListNode<KeptResponse> node = NodeOf(kept);
        _byUse.Remove(node);
        Bytes -= kept.Bytes;
        List<LinkedListNode<KeptResponse>> variants = _variants[kept.Key];
        variants.Remove(node);
        if (variants.Count == 0)
        {
            _variants.Remove(kept.Key);
        }
    }

    private LinkedListNode<KeptResponse> NodeOf(KeptResponse kept) => _variants[kept.Key].Find(node => node.Value == kept)!;
}
