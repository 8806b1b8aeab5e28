package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.identify.Announcement;
import io.tapline.flowlog.identify.Identification;
import org.junit.jupiter.api.Test;

class AnnouncedEndsTest {
  private static final long ADDRESS = 0xffff_0a00_0001L;
  private static final long PEER = 0xffff_0a00_0002L;

  private final AnnouncedEnds ends = new AnnouncedEnds();
  private final ConnectionKey key = new ConnectionKey();

  private void announce(int port, boolean once, long nanos) {
    Identification media = Identification.announced("rtp", once);
    ends.put(new Announcement(17, 0, ADDRESS, port, once, media), nanos);
  }

  private boolean isAnnounced(int protocol, long address, int port, long nanos) {
    key.of(0, PEER, 40_000, 0, address, port, (long) protocol << ConnectionKey.PROTOCOL_SHIFT);
    return ends.mayHave(key.ports) && ends.take(key, !key.fromHigh, nanos) != null;
  }

  @Test
  void an_end_is_its_protocol_address_and_port() {
    announce(5_000, false, 0);

    assertThat(isAnnounced(17, ADDRESS, 5_000, 1)).isTrue();
    assertThat(isAnnounced(17, ADDRESS, 5_000, 2)).isTrue();
    assertThat(isAnnounced(17, ADDRESS, 5_001, 1)).isFalse();
    assertThat(isAnnounced(17, ADDRESS, 5_000 + 4_096, 1)).isFalse();
    assertThat(isAnnounced(6, ADDRESS, 5_000, 1)).isFalse();
    assertThat(isAnnounced(17, ADDRESS + 7, 5_000, 1)).isFalse();
  }

  @Test
  void what_is_for_one_connection_is_gone_with_it() {
    announce(5_000, true, 0);

    assertThat(isAnnounced(17, ADDRESS, 5_000, 1)).isTrue();
    assertThat(isAnnounced(17, ADDRESS, 5_000, 1)).isFalse();
    assertThat(ends.size()).isZero();
  }

  @Test
  void what_is_for_one_connection_is_the_end_of_its_server() {
    announce(5_000, true, 0);
    announce(5_001, false, 0);

    assertThat(isAnnouncedByClient(5_000)).isFalse();
    assertThat(isAnnouncedByClient(5_001)).isTrue();
    assertThat(isAnnounced(17, ADDRESS, 5_000, 1)).isTrue();
  }

  private boolean isAnnouncedByClient(int port) {
    key.of(0, ADDRESS, port, 0, PEER, 40_000, 17L << ConnectionKey.PROTOCOL_SHIFT);
    return ends.take(key, !key.fromHigh, 1) != null;
  }

  @Test
  void an_announcement_expires_and_is_renewed() {
    announce(5_000, false, 0);
    announce(5_000, false, 10);

    assertThat(isAnnounced(17, ADDRESS, 5_000, AnnouncedEnds.LIFE_NANOS + 10)).isTrue();
    assertThat(isAnnounced(17, ADDRESS, 5_000, AnnouncedEnds.LIFE_NANOS + 11)).isFalse();
    assertThat(ends.size()).isZero();
  }

  @Test
  void the_oldest_gives_way_and_is_counted_if_it_was_alive() {
    for (int port = 1; port <= AnnouncedEnds.MOST + 2; port++) {
      announce(port, false, port);
    }
    assertThat(ends.size()).isEqualTo(AnnouncedEnds.MOST);
    assertThat(ends.forgotten()).isEqualTo(2);
    assertThat(isAnnounced(17, ADDRESS, 2, 5_000)).isFalse();
    assertThat(isAnnounced(17, ADDRESS, 3, 5_000)).isTrue();

    announce(9_000, false, 2 * AnnouncedEnds.LIFE_NANOS);
    assertThat(ends.forgotten()).isEqualTo(2);
  }
}
