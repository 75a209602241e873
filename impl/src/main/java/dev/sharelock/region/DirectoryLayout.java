package dev.sharelock.region;

import dev.sharelock.memory.FieldNames;

/**
 * Where the fields of a directory entry lie.
 *
 * <pre>
 *   +0    key     u64  hash of the name; 0: never used; set once
 *   +8    state   u64  see EntryWord
 *   +16   signal  u32  changes whenever state does, for waiters
 *   +24   kind    u64  what is in the range, by agreement of its users
 *   +32   offset  u64  first byte of the range
 *   +40   bytes   u64  length of the range
 *   +48   length  u64  of the name
 *   +56   name    9 x u64, one byte for each character
 * </pre>
 */
final class DirectoryLayout {

  static final long BYTES = 128;
  static final long KEY = 0;
  static final long STATE = 8;
  static final long SIGNAL = 16;
  static final long KIND = 24;
  static final long OFFSET = 32;
  static final long LENGTH = 40;
  static final long NAME_LENGTH = 48;
  static final long NAME = 56;
  static final int NAME_WORDS = 9;
  static final int MAX_NAME = NAME_WORDS * 8;

  private DirectoryLayout() {}

  static void describe(long base, String prefix, FieldNames names) {
    names.word(base + KEY, 8, prefix + ".key");
    names.word(base + STATE, 8, prefix + ".state");
    names.word(base + SIGNAL, 4, prefix + ".signal");
    names.word(base + KIND, 8, prefix + ".kind");
    names.word(base + OFFSET, 8, prefix + ".offset");
    names.word(base + LENGTH, 8, prefix + ".bytes");
    names.word(base + NAME_LENGTH, 8, prefix + ".nameLength");
    for (int i = 0; i < NAME_WORDS; i++) {
      names.word(base + NAME + 8L * i, 8, prefix + ".name" + i);
    }
  }
}
