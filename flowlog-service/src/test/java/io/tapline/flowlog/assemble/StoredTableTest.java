package io.tapline.flowlog.assemble;

import static io.tapline.flowlog.assemble.Datagrams.UDP;
import static io.tapline.flowlog.assemble.Datagrams.fragment;
import static io.tapline.flowlog.assemble.Datagrams.ip;
import static io.tapline.flowlog.assemble.Datagrams.udp;
import static io.tapline.flowlog.assemble.Datagrams.vxlan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.identify.Hello;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Golden;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import io.tapline.wire.frame.LinkTypes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a version of the program stored of its open connections is what every later one goes on
 * from: connections of every kind, a tunnel, a name of which half is there, and a datagram of which
 * fragments are missing.
 *
 * <p>A golden has lines of a name and bytes in hexadecimal, and the connections that become of them
 * as text. The oldest versions that can be read are 1 of {@link TableSnapshot}, of {@link
 * EntryCodec} and of fragments; {@link TableSnapshotTest} has goldens of tables of versions 2 and
 * 3.
 */
public class StoredTableTest {
  /** What the newest version stores. */
  public static final Golden NEWEST =
      Golden.beside(
          StoredTableTest.class,
          "stored-table-%d-%d.txt".formatted(TableSnapshot.VERSION, EntryCodec.VERSION));

  /** What was stored before connections were announced. */
  private static final Golden BEFORE_ANNOUNCEMENTS =
      Golden.beside(StoredTableTest.class, "stored-table-4-2.txt");

  private static final byte[] NONE_DEAD = {};
  private static final byte[] CALL =
      Frames.text("SIP/2.0 200 OK\r\n\r\nc=IN IP4 10.0.0.3\r\nm=audio 6000 RTP/AVP 0\r\n");
  private static final byte[] LARGE = udp(4000, 5000, new byte[40]);
  private static final byte[] HELLO = Hello.of("a.example.com");
  private static final int CUT = HELLO.length - 5;

  /** What is stored of a table and of the fragments beside it. */
  private record Stored(byte[] table, byte[] fragments, SortedMap<Long, byte[]> open) {
    String text() {
      List<String> lines = new ArrayList<>();
      lines.add(line("table", table));
      lines.add(line("fragments", fragments));
      open.forEach((number, state) -> lines.add(line("open " + number, state)));
      return String.join("\n", lines) + "\n";
    }

    private static String line(String name, byte[] bytes) {
      return name + " " + HexFormat.of().formatHex(bytes);
    }

    static Stored of(String text) {
      SortedMap<Long, byte[]> open = new TreeMap<>();
      text.lines()
          .filter(line -> line.startsWith("open "))
          .map(line -> line.split(" "))
          .forEach(words -> open.put(Long.valueOf(words[1]), hex(words[2])));
      return new Stored(bytes(text, "table"), bytes(text, "fragments"), open);
    }

    private static byte[] bytes(String text, String name) {
      return text.lines()
          .filter(line -> line.startsWith(name + " "))
          .map(line -> hex(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }

    private static byte[] hex(String text) {
      return HexFormat.of().parseHex(text);
    }
  }

  /** A table that is fed frames and flow records, from its beginning or from what is stored. */
  private static final class Fed {
    final List<Row> rows = new ArrayList<>();
    final ConnectionTable table =
        new ConnectionTable(TableConfig.DEFAULT, view -> rows.add(Row.of(view)));
    final PacketTracker tracker = new PacketTracker(table);
    private final FrameView view = new FrameView();
    private long position;

    void at(double seconds, byte[] frame, int linkType) {
      FrameOutcome outcome =
          view.wrap(MemorySegment.ofArray(frame), 0, frame.length, frame.length, linkType);
      FrameOutcome _ = tracker.track(view, outcome, position++, nanos(seconds), frame.length);
    }

    void flow(double seconds, FlowRecord record) {
      table.trackFlow(record, position++, nanos(seconds));
    }

    private static long nanos(double seconds) {
      return (long) (seconds * Log.SECOND);
    }

    void restore(Stored stored) {
      table.restore(stored.table);
      stored.open.forEach((number, state) -> table.restoreOpen(number, state, NONE_DEAD));
      table.restored();
      tracker.restore(stored.fragments);
      position = 100;
    }

    Stored save() {
      byte[] snapshot = table.snapshot();
      SortedMap<Long, byte[]> open = new TreeMap<>();
      table.beginSave(new Keep(open));
      while (!table.saveSome(5)) {}
      assertThat(table.endSave().kept()).isEqualTo(open.keySet());
      return new Stored(snapshot, tracker.snapshot(), open);
    }
  }

  private record Keep(Map<Long, byte[]> open) implements OpenSink {
    @Override
    public void row(ConnectionView connection) {}

    @Override
    public void end(long number, Pieces state) {
      open.put(number, state.joined());
    }
  }

  /** The first half of the traffic. */
  private static Stored stored() {
    Fed fed = new Fed();
    for (int port = 1; port <= 3; port++) {
      fed.at(1, ip(1, 2, UDP, udp(port, 5000, new byte[9])), LinkTypes.RAW);
    }
    fed.at(2, Frames.tcp(Log.CLIENT, Log.SERVER, Frames.SYN, 0), LinkTypes.ETHERNET);
    fed.at(2.1, Frames.tcp(Log.SERVER, Log.CLIENT, Frames.SYN | Frames.ACK, 0), LinkTypes.ETHERNET);
    fed.at(2.2, hello(7, Arrays.copyOf(HELLO, CUT)), LinkTypes.ETHERNET);
    fed.at(2.3, ip(9, 7, UDP, vxlan(5, ip(1, 2, UDP, LARGE))), LinkTypes.RAW);
    fed.at(2.4, fragment(3, 4, UDP, 77, LARGE, 0, 16), LinkTypes.RAW);
    fed.at(2.5, fragment(3, 4, UDP, 78, LARGE, 32, 48), LinkTypes.RAW);
    fed.flow(2.6, told());
    fed.at(2.7, ip(3, 4, UDP, udp(5060, 5060, CALL)), LinkTypes.RAW);
    fed.at(2.8, ip(3, 4, UDP, udp(6000, 6100, new byte[30])), LinkTypes.RAW);
    return fed.save();
  }

  private static byte[] hello(int sequence, byte[] payload) {
    return Frames.tcp(Log.CLIENT, Log.SERVER, Frames.PSH | Frames.ACK, sequence, payload);
  }

  private static FlowRecord told() {
    FlowRecord record = Flows.tcp(new Frames.End(5, 40_000), Log.SERVER, 1, 2, Frames.SYN);
    record.sourceAs = 64_500;
    record.natSourcePort = 4_000;
    record.inputInterfaceName = "eth0";
    record.firewallChain = "INPUT";
    return record;
  }

  /** The second half of it, after a restart. */
  private static List<Row> goOn(Stored stored) {
    Fed fed = new Fed();
    fed.restore(stored);
    fed.at(3, hello(7 + CUT, Arrays.copyOfRange(HELLO, CUT, HELLO.length)), LinkTypes.ETHERNET);
    fed.at(3.1, ip(9, 7, UDP, vxlan(5, ip(1, 2, UDP, LARGE))), LinkTypes.RAW);
    fed.at(3.2, fragment(3, 4, UDP, 77, LARGE, 16, 48), LinkTypes.RAW);
    fed.at(3.3, fragment(3, 4, UDP, 78, LARGE, 0, 32), LinkTypes.RAW);
    fed.flow(3.4, told());
    fed.at(3.5, ip(3, 4, UDP, udp(6000, 6200, new byte[30])), LinkTypes.RAW);
    fed.table.finish();
    return fed.rows;
  }

  private static String connections(List<Row> rows) {
    return rows.stream()
        .map(StoredTableTest::connection)
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String connection(Row row) {
    return "connection %s %s %s %s %s %s %s %s %s %s %d"
        .formatted(
            row.protocol(),
            row.client(),
            row.server(),
            row.clientSent(),
            row.serverSent(),
            row.service(),
            row.hostname(),
            row.connState(),
            row.history(),
            row.tunnel(),
            row.flowRecords());
  }

  @Test
  void what_is_stored_is_what_this_version_has_always_stored() {
    Stored stored = stored();
    NEWEST.compare(stored.text() + connections(goOn(stored)));
  }

  @Test
  void what_was_stored_goes_on() {
    String golden = NEWEST.text();
    String connections = connections(goOn(Stored.of(golden)));
    assertThat(golden).endsWith(connections);
    assertThat(connections).contains("a.example.com", "vxlan/5", " rtp ").hasLineCount(10);
  }

  @Test
  void what_the_version_before_stored_goes_on() {
    String golden = BEFORE_ANNOUNCEMENTS.text();
    List<String> connections = connections(goOn(Stored.of(golden))).lines().toList();
    assertThat(connections)
        .containsAll(golden.lines().filter(line -> line.startsWith("connection ")).toList())
        .noneMatch(line -> line.contains(" rtp "));
  }

  /** There was no version 0: the versions that can be read begin at 1. */
  @Test
  void versions_before_the_first_and_after_the_newest_are_refused_by_number() {
    Stored stored = stored();
    byte[] open = stored.open.firstEntry().getValue();
    for (int version : new int[] {0, 99}) {
      assertRefused(version, table -> table.restore(as(version, stored.table)));
      assertRefused(version, table -> table.restoreOpen(1, as(version, open), new byte[0]));
      assertRefused(
          version, table -> new PacketTracker(table).restore(as(version, stored.fragments)));
    }
  }

  private static byte[] as(int version, byte[] state) {
    byte[] changed = state.clone();
    changed[Integer.BYTES] = (byte) version;
    return changed;
  }

  private static void assertRefused(int version, Consumer<ConnectionTable> restore) {
    ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, connection -> {});
    assertThatThrownBy(() -> restore.accept(table))
        .isInstanceOfSatisfying(
            Refusal.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.STATE_CORRUPT))
        .hasMessageContaining("its version is " + version);
  }
}
