namespace EdgeIsolates;

/// <summary>Shows what the isolates of this process do. Safe for use from any thread; cheap enough to ask every second.</summary>
public interface IIsolatePoolInspector
{
    /// <summary>Lists the isolates that serve a function, the oldest first.</summary>
    /// <returns>A snapshot; the isolates go on meanwhile.</returns>
    IReadOnlyList<IsolateInfo> ListIsolates();

    /// <summary>Counts.</summary>
    /// <returns>The figures at this moment.</returns>
    IsolatePoolStatistics GetStatistics();
}
