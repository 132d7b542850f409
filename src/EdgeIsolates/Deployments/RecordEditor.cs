using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Deployments;

/// <summary>Changes functions' records: reads, edits, and writes only over what was read; when another node was faster, once more from the start.</summary>
internal sealed class RecordEditor(FunctionStores stores, FunctionCatalog catalog, RouteClaims claims, TimeProvider time, ILogger<RecordEditor> logger)
{
    private const int MostAttempts = 64;

    /// <summary>Makes a change.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="by">Who asks for it.</param>
    /// <param name="edit">
    /// Gives the function's new state, or refuses, or gives the very record back: then nothing is written. It gets the record that is stored, or one of revision 0 when there is none; it may run more than once.
    /// </param>
    /// <param name="loaded">The code of a version that the edit makes live, when it is in memory.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<ChangeResult> EditAsync(
        string name,
        string by,
        Func<FunctionRecord, ChangeResult> edit,
        EdgeFunction? loaded,
        CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            FunctionRecord before = await stores.Functions.FindAsync(name, cancellationToken) ?? New(name);
            ChangeResult edited = edit(before);
            if (!edited.Succeeded || ReferenceEquals(edited.Function, before))
            {
                return edited;
            }

            FunctionRecord after = edited.Function with { Revision = before.Revision + 1, UpdatedAt = time.GetUtcNow(), UpdatedBy = by };
            if (await stores.Functions.TryWriteAsync(after, cancellationToken))
            {
                catalog.Apply([after], loaded);
                await AfterwardsAsync(before, after);
                return ChangeResult.Changed(after);
            }
        }

        return ChangeResult.Refused(DeployFaultCodes.ChangedMeanwhile, $"Others keep changing the function {name} at the same time; try again.");
    }

    private static FunctionRecord New(string name) => new() { Name = name, Revision = 0, Status = FunctionStatus.Removed };

    /// <summary>What must not undo a change that is made: a claim that stays too long gives way later, and other nodes look on their own.</summary>
    private async ValueTask AfterwardsAsync(FunctionRecord before, FunctionRecord after)
    {
        try
        {
            await claims.ReleaseAsync(before, after, CancellationToken.None);
            foreach (IChangeNotifier notifier in stores.Notifiers)
            {
                await notifier.PublishAsync(CancellationToken.None);
            }
        }
        catch (StoreUnavailableException exception)
        {
            logger.StoreUnavailable(exception.Message);
        }
    }
}
