package io.tapline.flowlog.assemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was saved of a table, kept as a store keeps it. */
final class Saved implements OpenSink {
  private final Map<Long, byte[]> states = new TreeMap<>();
  private final Map<Long, List<Row>> segments = new TreeMap<>();
  private final Map<Long, byte[]> vectors = new TreeMap<>();
  private List<Row> current = new ArrayList<>();
  private byte[] table = new byte[0];
  int rowsWritten;

  /** Saves without a frame in between. */
  void save(ConnectionTable of) {
    begin(of);
    end(of);
  }

  void begin(ConnectionTable of) {
    table = of.snapshot();
    of.beginSave(this);
  }

  void end(ConnectionTable of) {
    while (!of.saveSome(3)) {}
    SavedOpen saved = of.endSave();
    saved.changed().forEach((number, holding) -> vectors.put(number, holding.deletionVector()));
    states.keySet().retainAll(saved.kept());
    segments.keySet().retainAll(saved.kept());
    vectors.keySet().retainAll(saved.kept());
  }

  @Override
  public void row(ConnectionView connection) {
    current.add(Row.of(connection));
    rowsWritten++;
  }

  @Override
  public void end(long number, Pieces state) {
    states.put(number, state.joined());
    segments.put(number, current);
    current = new ArrayList<>();
  }

  void restore(ConnectionTable into) {
    into.restore(table);
    states.forEach((number, state) -> into.restoreOpen(number, state, vector(number)));
    into.restored();
  }

  /** Rows that hold. */
  List<Row> open() {
    List<Row> open = new ArrayList<>();
    segments.forEach(
        (number, rows) -> {
          for (int row = 0; row < rows.size(); row++) {
            if (!DeletionVector.contains(vector(number), row)) {
              open.add(rows.get(row));
            }
          }
        });
    return open;
  }

  int segments() {
    return segments.size();
  }

  byte[] anyState() {
    return states.values().iterator().next();
  }

  private byte[] vector(long number) {
    return vectors.getOrDefault(number, new byte[0]);
  }
}
