package io.tapline.standalone.memory;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the memory of the whole process is divided, in MiB. A fixed part is for what does not grow
 * with the load; sixteenths of the rest are for what does:
 *
 * <pre>
 * code         {@value #CODE_MIB} MiB: classes, compiled code, stacks, libraries
 * heap         7/16; five eighths of it are for the open connections of all sources
 * engine       5/16: questions, the writing of segments and background work in DuckDB
 * buffers      2/16: direct buffers of the network and columns on their way to a segment
 * PostgreSQL   2/16: half of it shared buffers
 * </pre>
 *
 * @param totalMib all of it
 */
public record MemoryBudget(int totalMib) {
  /** Less than this holds the services, but no work. */
  public static final int MIN_MIB = 512;

  /** As the command's option has it. */
  public static final String DEFAULT = "1g";

  static final int CODE_MIB = 160;

  private static final int SHARES = 16;
  private static final int MAX_SHARED_BUFFERS_MIB = 2048;
  private static final int MIN_WORK_MIB = 2;
  private static final int MAX_WORK_MIB = 64;
  private static final int MIN_WRITER_MIB = 32;
  private static final int MAX_WRITER_MIB = 512;
  private static final int MIN_WAL_MIB = 256;
  private static final int MAX_WAL_MIB = 2048;
  private static final int MIN_MAINTENANCE_MIB = 16;
  private static final int MAX_MAINTENANCE_MIB = 512;
  private static final Pattern SIZE =
      Pattern.compile("([1-9][0-9]{0,6})(m|mb|mib|g|gb|gib)", Pattern.CASE_INSENSITIVE);

  public MemoryBudget {
    if (totalMib < MIN_MIB) {
      throw new StandaloneException(
          Reason.MEMORY_TOO_SMALL,
          "%d MB of memory are too few: Tapline with its PostgreSQL needs at least %d (--memory %dm, default %s)."
              .formatted(totalMib, MIN_MIB, MIN_MIB, DEFAULT));
    }
  }

  /** Reads {@code 512m}, {@code 1g}, {@code 2GB}; both units are powers of 1024. */
  public static MemoryBudget parse(String size) {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new StandaloneException(
          Reason.MEMORY_INVALID,
          "'%s' is no size of memory; write it as 512m, 1g or 2GB.".formatted(size));
    }
    int number = Integer.parseInt(matcher.group(1));
    boolean gib = matcher.group(2).toLowerCase(Locale.ROOT).startsWith("g");
    return new MemoryBudget(
        (int) Math.min(Integer.MAX_VALUE, gib ? number * 1024L : (long) number));
  }

  /** The heap, which the launcher sets. */
  public int heapMib() {
    return share(7);
  }

  /** What the open connections of all sources may take of the heap that Java has, in bytes. */
  public long tablesBytes(long maxHeapBytes) {
    return Math.min(maxHeapBytes, (long) heapMib() << 20) / 8 * 5;
  }

  /** Address filters of segments, in bytes; a part of the heap. */
  public long filterBytes() {
    return (long) heapMib() << 20 >> 3;
  }

  /** DuckDB's limit for questions. */
  public int engineMib() {
    return share(5) - writerMib() - backgroundMib();
  }

  /** DuckDB's limit for writing segments. */
  public int writerMib() {
    return Math.clamp(share(1), MIN_WRITER_MIB, MAX_WRITER_MIB);
  }

  /** DuckDB's limit for a merge or a host copy; it sorts a full segment, on disk where it must. */
  public int backgroundMib() {
    return Math.clamp(share(1), MIN_WRITER_MIB, MAX_WRITER_MIB);
  }

  /** Direct buffers and Arrow columns; the launcher sets it. */
  public int buffersMib() {
    return share(2);
  }

  /** PostgreSQL with all of its processes. */
  public int postgresMib() {
    return share(2);
  }

  /** Pages that PostgreSQL keeps for all of its processes. */
  public int sharedBuffersMib() {
    return Math.min(postgresMib() / 2, MAX_SHARED_BUFFERS_MIB);
  }

  /** One sort or hash table of one session of PostgreSQL. */
  public int workMemMib() {
    return Math.clamp(postgresMib() / 16, MIN_WORK_MIB, MAX_WORK_MIB);
  }

  /** Vacuum and the making of an index in PostgreSQL. */
  public int maintenanceWorkMemMib() {
    return Math.clamp(postgresMib() / 4, MIN_MAINTENANCE_MIB, MAX_MAINTENANCE_MIB);
  }

  /** Log that PostgreSQL writes between two of its checkpoints: disk, not memory. */
  public int maxWalMib() {
    return Math.clamp(totalMib / 2, MIN_WAL_MIB, MAX_WAL_MIB);
  }

  /** One line for people. */
  public String text() {
    return "%d MB: heap %d, engine %d, buffers %d, PostgreSQL %d, code %d"
        .formatted(
            totalMib,
            heapMib(),
            engineMib() + writerMib() + backgroundMib(),
            buffersMib(),
            postgresMib(),
            CODE_MIB);
  }

  private int share(int sixteenths) {
    return (int) ((long) (totalMib - CODE_MIB) * sixteenths / SHARES);
  }
}
