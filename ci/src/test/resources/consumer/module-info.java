/** A user of the library. */
module org.example.consumer {
  requires dev.sharelock;
}
