namespace EdgeIsolates.Routing;

// All routes at one moment; see RoutePattern for the rules. A deploy makes a new table. Matching allocates nothing: hosts are tried from the most
// specific to the least (the name itself, the subdomain patterns from the longest, no host), and the first whose paths fit wins.
internal sealed class RouteTable<T>
    where T : class
{
    public static readonly RouteTable<T> Empty = new([]);

    private readonly Dictionary<string, PathTable<T>> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PathTable<T>> _subdomains = new(StringComparer.OrdinalIgnoreCase);
    private readonly PathTable<T> _anyHost = new();

    /// <summary>Makes a table. Of two equal patterns the first counts.</summary>
    public RouteTable(IEnumerable<KeyValuePair<RoutePattern, T>> routes)
    {
        foreach ((RoutePattern pattern, T target) in routes)
        {
            TableOf(pattern).Add(pattern, target);
        }
    }

    /// <summary>The best match, or <see langword="null"/>.</summary>
    /// <param name="host">The host without port.</param>
    /// <param name="path">The path, still percent-encoded.</param>
    public T? Match(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        host = host.TrimEnd('.');
        T? target = _hosts.Count > 0 && _hosts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(host, out PathTable<T>? paths)
            ? paths.Match(path)
            : null;
        return target ?? MatchSubdomains(host, path) ?? _anyHost.Match(path);
    }

    /// <summary>What has exactly this pattern, or <see langword="null"/>.</summary>
    public T? Find(RoutePattern pattern) => pattern.Host is null
        ? _anyHost.Find(pattern)
        : (pattern.IsSubdomains ? _subdomains : _hosts).GetValueOrDefault(pattern.Host)?.Find(pattern);

    private T? MatchSubdomains(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        if (_subdomains.Count == 0)
        {
            return null;
        }

        for (int dot = host.IndexOf('.'); dot >= 0; dot = host.IndexOf('.'))
        {
            host = host[(dot + 1)..];
            if (_subdomains.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(host, out PathTable<T>? paths) && paths.Match(path) is { } target)
            {
                return target;
            }
        }

        return null;
    }

    private PathTable<T> TableOf(RoutePattern pattern)
    {
        if (pattern.Host is null)
        {
            return _anyHost;
        }

        Dictionary<string, PathTable<T>> tables = pattern.IsSubdomains ? _subdomains : _hosts;
        if (!tables.TryGetValue(pattern.Host, out PathTable<T>? table))
        {
            tables.Add(pattern.Host, table = new PathTable<T>());
        }

        return table;
    }
}
