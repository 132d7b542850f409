using System.Numerics;

namespace EdgeIsolates.Metrics;

// Durations counted in cells whose width grows with the duration: from 0 to 63 µs one cell for each microsecond, from there 32 cells for each doubling. The middle of a cell
// is at most 1/64 (1.6 %) away from whatever was counted in it, at every quantile, up to 1.2 hours. What is longer counts as that.
//
// Rows of 32 cells are made when something falls into them: a function's latencies spread over a few doublings, so most histograms have a few rows. Not safe for use
// from many threads: its owner locks.
internal sealed class LatencyHistogram
{
    /// <summary>How many cells there are.</summary>
    public const int Cells = (Rows + 1) * RowCells;

    private const int RowBits = 5;
    private const int RowCells = 1 << RowBits;
    private const int HighestBit = 31;
    private const int Rows = HighestBit - RowBits + 1;
    private const long LongestMicroseconds = (1L << (HighestBit + 1)) - 1;

    private readonly int[]?[] _rows = new int[]?[Rows + 1];

    /// <summary>The cell that a duration falls into.</summary>
    public static int CellOf(long microseconds)
    {
        long value = Math.Clamp(microseconds, 0, LongestMicroseconds);
        int row = Math.Max(0, BitOperations.Log2((ulong)value) - RowBits);
        return (row * RowCells) + (int)(value >> row);
    }

    /// <summary>The middle of a cell, in microseconds.</summary>
    public static long MiddleOf(int cell)
    {
        if (cell < 2 * RowCells)
        {
            return cell;
        }

        int row = (cell / RowCells) - 1;
        long width = 1L << row;
        return ((cell - ((long)row * RowCells)) << row) + (width / 2);
    }

    /// <summary>Counts a duration.</summary>
    public void Add(long microseconds)
    {
        int cell = CellOf(microseconds);
        int[] row = _rows[cell / RowCells] ??= new int[RowCells];
        row[cell % RowCells]++;
    }

    /// <summary>The cells in which something was counted, by number.</summary>
    public IEnumerable<KeyValuePair<int, long>> NonEmpty()
    {
        for (int row = 0; row < _rows.Length; row++)
        {
            if (_rows[row] is not { } cells)
            {
                continue;
            }

            for (int i = 0; i < cells.Length; i++)
            {
                if (cells[i] != 0)
                {
                    yield return KeyValuePair.Create((row * RowCells) + i, (long)cells[i]);
                }
            }
        }
    }
}
