package io.tapline.flowlog.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/** A Parquet file that has just been finished: complete, on disk, under its name. */
record ParquetFile(Path path, long sizeBytes, String sha256) {
  /** Rows of connections that live longer are apart, so that all other row groups end early. */
  static final String LONG_LIVED = "epoch_us(end_time) - epoch_us(start_time) >= 60_000_000";

  /** The order of rows in merged segments; also the order of pages, so that pages prune. */
  private static final String ORDER =
      "(" + LONG_LIVED + ") DESC, start_time, start_nanos, source_id, first_frame";

  private static final int ROW_GROUP_ROWS = 122_880;
  private static final int SMALL_ROW_GROUP_ROWS = 40_960;

  /** More distinct values than this are cheaper without a dictionary, to write and in size. */
  private static final int DICTIONARY_VALUES = 2_048;

  /** Writes the content of a file under the name it is given. */
  interface Content {
    void write(Path partial) throws SQLException, IOException;
  }

  static ParquetFile create(Path target, Content content) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    try {
      content.write(partial);
      force(partial);
      String sha256 = sha256(partial);
      long sizeBytes = Files.size(partial);
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(target.resolveSibling("."));
      return new ParquetFile(target, sizeBytes, sha256);
    } catch (SQLException e) {
      throw new IOException("Cannot write segment " + target + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** The statement that writes all rows of a table, in its order if it has an ORDER BY. */
  static String copy(String table, Path target) {
    return copy(table, target, ROW_GROUP_ROWS, "");
  }

  /**
   * The statement that writes all rows of a table as they come, in small row groups: it holds one
   * uncompressed.
   *
   * @param threads of the engine; more than one take turns, which costs memory
   */
  static String copyInOrder(String table, Path target, int threads) {
    return copy(table, target, SMALL_ROW_GROUP_ROWS, threads > 1 ? ", PRESERVE_ORDER true" : "");
  }

  private static String copy(String table, Path target, int rowGroupRows, String more) {
    return """
    COPY (FROM %s) TO %s
    (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, COMPRESSION_LEVEL 1,
     ROW_GROUP_SIZE %d, DICTIONARY_SIZE_LIMIT %d%s)"""
        .formatted(
            table, DuckDb.literal(target.toAbsolutePath()), rowGroupRows, DICTIONARY_VALUES, more);
  }

  /**
   * The statement that writes all rows of a table in the order of segments, in small row groups.
   */
  static String sortedCopy(String table, Path target) {
    return copy(table + " ORDER BY " + ORDER, target, SMALL_ROW_GROUP_ROWS, "");
  }

  SegmentFile describe(int formatVersion, long rows, SegmentSums sums) {
    return new SegmentFile(
        path,
        formatVersion,
        sizeBytes,
        sha256,
        rows,
        sums.minStartNanos,
        sums.maxStartNanos,
        sums.maxEndNanos,
        sums.packets,
        sums.bytes,
        AddressFilter.of(sums.addresses));
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String sha256(Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path);
        DigestInputStream digested =
            new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[1 << 16];
      while (digested.read(buffer) >= 0) {}
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
