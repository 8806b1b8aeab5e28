package io.tapline.flowlog.identify;

import static io.tapline.flowlog.identify.OnePayload.NOTHING;
import static io.tapline.flowlog.identify.OnePayload.assertNoPartIsNamed;
import static io.tapline.flowlog.identify.OnePayload.cut;
import static io.tapline.flowlog.identify.OnePayload.overTcp;
import static io.tapline.flowlog.identify.OnePayload.overUdp;
import static io.tapline.flowlog.identify.OnePayload.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import org.junit.jupiter.api.Test;

class ZabbixIdentifierTest {
  static final byte[] AGENT = Frames.text("ZBXD\1\12\0\0\0\0\0\0\0agent.ping");
  static final byte[] COMPRESSED = Frames.text("ZBXD\3\7\0\0\0\144\0\0\0\170\234\1\2\3\4\5");

  @Test
  void plain_and_compressed_messages_are_named() {
    assertThat(overTcp(10_050, AGENT)).isEqualTo("zabbix");
    assertThat(overTcp(COMPRESSED)).isEqualTo("zabbix");
  }

  @Test
  void what_differs_in_one_field_is_not_named() {
    assertThat(overTcp(with(AGENT, 3, 'E'))).isEqualTo(NOTHING);
    assertThat(overTcp(with(AGENT, 4, 2))).isEqualTo(NOTHING);
    assertThat(overTcp(with(AGENT, 12, 1))).isEqualTo(NOTHING);
    assertThat(overUdp(AGENT)).isEqualTo(NOTHING);
  }

  @Test
  void cut_off_headers_are_not_named() {
    assertNoPartIsNamed(cut(AGENT, 13));
    assertNoPartIsNamed(cut(COMPRESSED, 13));
  }
}
