namespace EdgeIsolates.Routing;

// The paths of one host. A whole path is one look; for prefixes there is one look per different length, longest first. `/api/*` answers `/api` as well,
// as if the path had a slash more, so those lie in a table of their own.
internal sealed class PathTable<T>
    where T : class
{
    private readonly Dictionary<string, T> _whole = [];
    private readonly Dictionary<string, T> _prefixes = [];
    private readonly Dictionary<string, T> _bare = [];
    private int[] _lengths = [];

    public void Add(RoutePattern pattern, T target)
    {
        if (!pattern.IsPrefix)
        {
            _whole.TryAdd(pattern.Path, target);
            return;
        }

        _prefixes.TryAdd(pattern.Path, target);
        if (pattern.Path is [.., '/'] and not "/")
        {
            _bare.TryAdd(pattern.Path[..^1], target);
        }

        if (Array.IndexOf(_lengths, pattern.Path.Length) < 0)
        {
            _lengths = [.. _lengths, pattern.Path.Length];
            Array.Sort(_lengths, static (left, right) => right.CompareTo(left));
        }
    }

    public T? Find(RoutePattern pattern) => (pattern.IsPrefix ? _prefixes : _whole).GetValueOrDefault(pattern.Path);

    public T? Match(ReadOnlySpan<char> path)
    {
        if (_whole.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path, out T? target)
            || _bare.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path, out target))
        {
            return target;
        }

        foreach (int length in _lengths)
        {
            if (length <= path.Length && _prefixes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path[..length], out target))
            {
                return target;
            }
        }

        return null;
    }
}
