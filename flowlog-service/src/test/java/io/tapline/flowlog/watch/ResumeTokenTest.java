package io.tapline.flowlog.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.search.Position;
import io.tapline.rpc.Refusal;
import org.junit.jupiter.api.Test;

class ResumeTokenTest {
  @Test
  void a_token_is_read_as_it_was_written() {
    WatchPosition behind = WatchPosition.behind(7);
    WatchPosition within = new WatchPosition(7, 9, new Position(Long.MIN_VALUE, 3, 1L << 40), 12);
    assertThat(ResumeToken.read(ResumeToken.write(behind))).isEqualTo(behind);
    assertThat(ResumeToken.read(ResumeToken.write(within))).isEqualTo(within);
  }

  @Test
  void what_no_log_gave_is_refused() {
    String token = ResumeToken.write(WatchPosition.behind(7));
    for (int i = 0; i < token.length(); i++) {
      String altered =
          token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
      assertThatThrownBy(() -> ResumeToken.read(altered)).isInstanceOf(Refusal.class);
    }
    for (String bad : new String[] {"?", "AAAA", token + "AA", "x".repeat(1000)}) {
      assertThatThrownBy(() -> ResumeToken.read(bad)).isInstanceOf(Refusal.class);
    }
    for (WatchPosition bad :
        new WatchPosition[] {WatchPosition.behind(-1), new WatchPosition(7, 6, null, 0)}) {
      assertThatThrownBy(() -> ResumeToken.read(ResumeToken.write(bad)))
          .isInstanceOf(Refusal.class);
    }
  }
}
