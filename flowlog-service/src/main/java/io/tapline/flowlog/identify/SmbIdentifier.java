package io.tapline.flowlog.identify;

import org.jspecify.annotations.Nullable;

/** SMB 1 to 3 in a NetBIOS session message (MS-SMB2, 2.1). */
final class SmbIdentifier implements ProtocolIdentifier {
  private static final Identification FOUND = Identification.ofService("smb");
  private static final long SMB_1 = 0xff534d42L;
  private static final long SMB_2 = 0xfe534d42L;

  @Override
  public boolean mayBegin(int first) {
    return first == 0;
  }

  @Override
  public @Nullable Identification identify(Payload payload) {
    return matches(payload) ? FOUND : null;
  }

  private static boolean matches(Payload payload) {
    long name = payload.u32(4);
    return payload.isTcp() && payload.u8(0) == 0 && (name == SMB_1 || name == SMB_2);
  }
}
