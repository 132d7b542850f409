using System.Diagnostics.CodeAnalysis;

namespace EdgeIsolates.Isolates;

/// <summary>Two function objects are the same version when name and version are; the rest follows from them.</summary>
internal sealed class SameVersion : IEqualityComparer<EdgeFunction>
{
    public static readonly SameVersion Comparer = new();

    public bool Equals(EdgeFunction? x, EdgeFunction? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.Name == y.Name && x.Version == y.Version);

    public int GetHashCode([DisallowNull] EdgeFunction obj) => HashCode.Combine(obj.Name, obj.Version);
}
