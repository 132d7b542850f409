namespace EdgeIsolates;

/// <summary>
/// One SQL database that functions send statements to. What they send is not trusted: the database bounds time, size and results, and lets a
/// statement reach nothing but its own tables. All members may be called from any thread; none blocks.
/// </summary>
public interface ISqlDatabase
{
    /// <summary>Runs statements in their order, in one transaction: all or none.</summary>
    /// <param name="statements">At least one; each text holds exactly one statement.</param>
    /// <param name="cancellationToken">Ends the statement that is running; nothing is changed then.</param>
    /// <returns>A result for each statement.</returns>
    /// <exception cref="SqlStatementException">A statement is at fault, or went over a limit; nothing was changed.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    Task<IReadOnlyList<SqlResult>> RunAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a script of any number of statements without parameters, each in a transaction of its own. The first that fails ends it; those before
    /// it stay done.
    /// </summary>
    /// <param name="script">The statements, with semicolons between them.</param>
    /// <param name="cancellationToken">Ends the statement that is running.</param>
    /// <returns>How many statements were run, and how long it took.</returns>
    /// <exception cref="SqlStatementException">A statement is at fault, or went over a limit.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be used now.</exception>
    Task<SqlScriptResult> RunScriptAsync(string script, CancellationToken cancellationToken);
}
