namespace EdgeIsolates.Web;

// Everything scripts can ask of the host, by number. Each area of the Web API lists its own operations in one table beside its scripts; here they
// are put in order. The numbers go into the snapshot, so the table never changes after it is made.
internal sealed class OpTable
{
    private readonly Op[] _ops;

    private OpTable(Op[] ops)
    {
        _ops = ops;
        Names = Array.ConvertAll(ops, op => op.Name);
    }

    public IReadOnlyList<string> Names { get; }

    public Op this[int number] => _ops[number];

    /// <summary>Puts the areas' tables together.</summary>
    /// <exception cref="InvalidOperationException">Two operations have the same name.</exception>
    public static OpTable Of(params IEnumerable<IReadOnlyList<Op>> areas)
    {
        var names = new HashSet<string>();
        List<Op> ops = [];
        foreach (IReadOnlyList<Op> area in areas)
        {
            foreach (Op op in area)
            {
                if (!names.Add(op.Name))
                {
                    throw new InvalidOperationException($"Two operations are named {op.Name}.");
                }

                ops.Add(op);
            }
        }

        return new OpTable([.. ops]);
    }
}
