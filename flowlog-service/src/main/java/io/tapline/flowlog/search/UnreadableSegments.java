package io.tapline.flowlog.search;

import io.tapline.flowlog.segment.DuckDb;
import io.tapline.flowlog.store.SegmentSnapshot;
import io.tapline.flowlog.store.SegmentSnapshot.LossEntry;
import io.tapline.flowlog.store.SegmentSnapshot.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/**
 * Segments that are missing or corrupt: answers leave them out and name them. A segment stays here
 * until the process ends; at most {@value #MAX_SEGMENTS}, after which the oldest knowledge is lost
 * and found again when it is needed.
 */
final class UnreadableSegments {
  static final int MAX_SEGMENTS = 10_000;
  private static final int MAX_LOSSES = 100;

  private final Set<Path> segments = ConcurrentHashMap.newKeySet();

  int size() {
    return segments.size();
  }

  List<Part> without(List<Part> parts) {
    return segments.isEmpty()
        ? parts
        : parts.stream().filter(part -> !segments.contains(part.file())).toList();
  }

  /** Reads every file wholly and remembers those that fail; whether there were any. */
  boolean find(DuckDBConnection connection, List<Part> parts) {
    if (segments.size() > MAX_SEGMENTS) {
      segments.clear();
    }
    List<Path> found =
        parts.stream().map(Part::file).filter(file -> !isReadable(connection, file)).toList();
    return segments.addAll(found);
  }

  private static boolean isReadable(DuckDBConnection connection, Path file) {
    if (!Files.isReadable(file)) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      return statement.execute(
          "SELECT bit_xor(hash(COLUMNS(*))) FROM " + DuckDb.table(List.of(file)));
    } catch (SQLException e) {
      return false;
    }
  }

  Completeness completeness(SegmentSnapshot snapshot) {
    List<LossEntry> losses = new ArrayList<>();
    snapshot.files().stream()
        .filter(segments::contains)
        .map(UnreadableSegments::loss)
        .forEach(losses::add);
    losses.addAll(snapshot.losses());
    return new Completeness(
        losses.stream().limit(MAX_LOSSES).toList(),
        snapshot.lostFrames(),
        snapshot.asOf(),
        snapshot.matchedSegments(),
        snapshot.parts().size(),
        snapshot.removed());
  }

  /** Which frames are missing is not known without the segment. */
  private static LossEntry loss(Path segment) {
    return new LossEntry(
        "",
        "flowlog.segment",
        0,
        0,
        0,
        "Segment " + segment.getFileName() + " cannot be read; its connections are missing here.");
  }
}
