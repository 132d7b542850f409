using System.Buffers.Text;
using System.Text;

namespace EdgeIsolates;

/// <summary>Which objects are listed.</summary>
public sealed record ObjectListing
{
    /// <summary>What the keys begin with.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Keys that have it behind the prefix are not listed one by one: only what they have up to it. Not set or empty: all are listed.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Where the page before has ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only keys behind this one. A cursor goes before it.</summary>
    public string? StartAfter { get; init; }

    /// <summary>How many objects and prefixes the page has at most: from 1 to <see cref="BucketLimits.MaxKeys"/>.</summary>
    public int Limit { get; init; } = BucketLimits.MaxKeys;

    /// <summary>Whether the objects must have their metadata; a store that has it at hand gives it anyway.</summary>
    public bool IncludesMetadata { get; init; }

    /// <summary>Makes a page, for stores that can read objects by the order of their keys.</summary>
    /// <param name="read">
    /// Reads at most so many objects whose keys begin with the prefix and are behind the key given, in the byte order of UTF-8. The key may be empty.
    /// </param>
    /// <returns>The page.</returns>
    /// <exception cref="ObjectException">The cursor is none.</exception>
    public async Task<ObjectPage> CollectAsync(Func<string, int, Task<IReadOnlyList<StoredObject>>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Page page = new(this, Start());
        while (!page.IsFull)
        {
            int wanted = page.Wanted;
            IReadOnlyList<StoredObject> objects = await read(page.Position, wanted);
            foreach (StoredObject one in objects)
            {
                page.Add(one);
            }

            if (objects.Count < wanted)
            {
                break;
            }
        }

        return page.ToPage();
    }

    /// <summary>Makes a cursor of where a page has ended; any text may come back.</summary>
    /// <param name="position">Where it has ended.</param>
    /// <returns>The cursor.</returns>
    public static string CursorOf(string position) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(position));

    /// <summary>Where the page begins: behind this position.</summary>
    /// <returns>What <see cref="CursorOf"/> was given, or the key to start after; empty for the beginning.</returns>
    /// <exception cref="ObjectException">The cursor is none.</exception>
    public string Start()
    {
        if (Cursor is null)
        {
            return StartAfter ?? "";
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(Cursor));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw ObjectException.InvalidCursor();
        }
    }

    /// <summary>A page while it is made. It takes one item more than wanted, to know whether there is one.</summary>
    private sealed class Page(ObjectListing listing, string start)
    {
        private const string Highest = "\U0010FFFF";

        private readonly List<StoredObject> _objects = [];
        private readonly List<string> _prefixes = [];
        private string? _group = start.EndsWith(Highest, StringComparison.Ordinal) ? start[..^Highest.Length] : null;
        private string _last = "";
        private bool _hasMore;

        /// <summary>What is read next is behind this key.</summary>
        public string Position { get; private set; } = start;

        public int Wanted => listing.Limit - Count + 1;

        public bool IsFull => _hasMore;

        private int Count => _objects.Count + _prefixes.Count;

        public void Add(StoredObject one)
        {
            string? group = GroupOf(one.Key);
            if (group is not null && group == _group)
            {
                PassBy(one.Key);
                return;
            }

            if (_hasMore || Count == listing.Limit)
            {
                _hasMore = true;
                return;
            }

            if (group is null)
            {
                _objects.Add(one);
            }
            else
            {
                _prefixes.Add(group);
            }

            _group = group;
            _last = Position = group is null ? one.Key : group + Highest;
        }

        public ObjectPage ToPage() => new(_objects, _prefixes, _hasMore ? CursorOf(_last) : null);

        private string? GroupOf(string key)
        {
            if (string.IsNullOrEmpty(listing.Delimiter))
            {
                return null;
            }

            int at = key.IndexOf(listing.Delimiter, listing.Prefix.Length, StringComparison.Ordinal);
            return at < 0 ? null : key[..(at + listing.Delimiter.Length)];
        }

        /// <summary>Of a group that is told, no key is behind the highest character, but for those that have it themselves.</summary>
        private void PassBy(string key)
        {
            if (key.StartsWith(_group + Highest, StringComparison.Ordinal))
            {
                Position = key;
            }
        }
    }
}
