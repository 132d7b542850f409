namespace EdgeIsolates;

/// <summary>
/// Where the buckets of <c>r2</c> bindings are. A host may add several: those that know their buckets by name are asked first, then the one that makes a
/// bucket for any name. All members may be called from any thread.
/// </summary>
public interface IObjectBuckets
{
    /// <summary>Whether every well-formed name is a bucket here, made when it is first used.</summary>
    bool TakesAnyName { get; }

    /// <summary>Says what is wrong with a name.</summary>
    /// <param name="name">The name of a bucket.</param>
    /// <returns>A sentence; <see langword="null"/> when <see cref="Find"/> knows the name.</returns>
    string? Check(string name);

    /// <summary>Gives the bucket of a name. Cheap: nothing is opened before the first call.</summary>
    /// <param name="name">The name of a bucket.</param>
    /// <returns><see langword="null"/> when there is none here.</returns>
    IObjectBucket? Find(string name);
}
