using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace EdgeIsolates;

/// <summary>
/// The bytes of an object on their way to a store: can be read once, is counted and hashed on the way, and fails at its end rather than end when it is not
/// what was said. So a store that finishes only what has ended never has a wrong object.
/// </summary>
/// <param name="reader">The bytes; completed at the end.</param>
/// <param name="length">How many there will be, when that is known.</param>
/// <param name="maxBytes">How many there may be.</param>
/// <param name="checksum">The checksum that they must have, if any.</param>
public sealed class ObjectBody(PipeReader reader, long? length, long maxBytes, ObjectChecksum? checksum = null)
{
    private readonly Dictionary<string, string> _checksums = [];

    /// <summary>How many bytes there will be, when that is known.</summary>
    public long? Length => length;

    /// <summary>The checksum that they must have, if any.</summary>
    public ObjectChecksum? Checksum => checksum;

    /// <summary>How many bytes were read.</summary>
    public long Size { get; private set; }

    /// <summary>Of all bytes, in lower-case hex; after the end.</summary>
    public string Md5 => _checksums["md5"];

    /// <summary>The MD5 and the checksum that was asked for, in lower-case hex by their names; after the end.</summary>
    public IReadOnlyDictionary<string, string> Checksums => _checksums;

    /// <summary>Reads the bytes piece by piece. Each piece is valid until the next one is asked for.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The pieces.</returns>
    /// <exception cref="ObjectException">The bytes are not what was said.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using IncrementalHash? other = checksum is null || checksum.Name == "md5" ? null : IncrementalHash.CreateHash(checksum.Algorithm);
        Exception? failure = length > maxBytes ? ObjectException.TooLarge() : null;
        try
        {
            for (bool isOver = failure is not null; !isOver;)
            {
                ReadResult read = await reader.ReadAsync(cancellationToken);
                foreach (ReadOnlyMemory<byte> piece in read.Buffer)
                {
                    Size += piece.Length;
                    failure = Size > maxBytes ? ObjectException.TooLarge() : Size > length ? ObjectException.WrongLength() : null;
                    if (failure is not null)
                    {
                        break;
                    }

                    md5.AppendData(piece.Span);
                    other?.AppendData(piece.Span);
                    yield return piece;
                }

                reader.AdvanceTo(read.Buffer.End);
                isOver = read.IsCompleted || failure is not null;
            }
        }
        finally
        {
            await reader.CompleteAsync(failure);
        }

        Check(failure, md5, other);
    }

    private void Check(Exception? failure, IncrementalHash md5, IncrementalHash? other)
    {
        if (failure is not null)
        {
            throw failure;
        }

        if (length is { } said && said != Size)
        {
            throw ObjectException.WrongLength();
        }

        _checksums["md5"] = Convert.ToHexStringLower(md5.GetHashAndReset());
        if (checksum is not null)
        {
            string actual = other is null ? Md5 : Convert.ToHexStringLower(other.GetHashAndReset());
            _checksums[checksum.Name] = actual == checksum.Hex ? actual : throw ObjectException.BadDigest(checksum.Title, checksum.Hex, actual);
        }
    }
}
