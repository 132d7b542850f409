namespace EdgeIsolates;

/// <summary>
/// Where the databases of <c>d1</c> bindings are. A host may add several: those that know their databases by name are asked first, then the one
/// that makes a database for any id. All members may be called from any thread.
/// </summary>
public interface ISqlDatabases
{
    /// <summary>Whether every well-formed id is a database here, made when it is first used.</summary>
    bool TakesAnyId { get; }

    /// <summary>Says what is wrong with an id.</summary>
    /// <param name="id">The id that a binding names.</param>
    /// <returns>A sentence; <see langword="null"/> when <see cref="Find"/> knows the id.</returns>
    string? Check(string id);

    /// <summary>Gives the database of an id. Cheap: nothing is opened before the first statement.</summary>
    /// <param name="id">The id that a binding names.</param>
    /// <returns><see langword="null"/> when there is none here.</returns>
    ISqlDatabase? Find(string id);
}
