namespace EdgeIsolates;

/// <summary>Tells the state of the isolates. Safe for use from any thread.</summary>
public interface IIsolateHealthSource
{
    /// <summary>Looks at the isolates now; cheap enough to ask every second.</summary>
    /// <returns>The state at this moment.</returns>
    IsolateHealth GetHealth();
}
