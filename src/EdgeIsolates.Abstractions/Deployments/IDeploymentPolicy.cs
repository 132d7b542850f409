namespace EdgeIsolates;

/// <summary>
/// The host's word on who may deploy what: which function may have which routes, bindings, queues, limits. Registered as a service, several if need be; each is asked at every deploy, and what one
/// of them forbids is told together with all other faults. Without any, whoever may deploy may name every binding of the host. Safe for use from any thread.
/// </summary>
public interface IDeploymentPolicy
{
    /// <summary>Looks at a deployment before anything of it is stored.</summary>
    /// <param name="deployment">What somebody asks for; nothing in it has been checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A sentence for each thing that is forbidden; none when it may be deployed.</returns>
    ValueTask<IReadOnlyList<string>> CheckAsync(FunctionDeployment deployment, CancellationToken cancellationToken);
}
