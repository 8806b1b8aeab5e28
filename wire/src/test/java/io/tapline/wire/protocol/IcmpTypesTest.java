package io.tapline.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IcmpTypesTest {

  @Test
  void every_counterpart_is_mutual() {
    for (int protocol : new int[] {IpProtocols.ICMP, IpProtocols.ICMPV6}) {
      for (int type = 0; type < 256; type++) {
        int answer = IcmpTypes.counterpart(protocol, type);
        if (answer != IcmpTypes.NONE) {
          assertThat(IcmpTypes.counterpart(protocol, answer)).isEqualTo(type);
        }
      }
    }
  }
}
