/**
 * Blocks of shared memory with reference counts, reuse counts and crash recovery: {@link
 * dev.sharelock.allocator.Allocator}.
 *
 * <p><b>Why it is right, in short.</b> All that matters about a block is in its state word, and
 * each step of its life is one change of that word: free, used by one, used by more, kept, free. So
 * there is no moment at which a crash leaves a block half in one state, and no two words that could
 * contradict each other.
 *
 * <ul>
 *   <li><i>No two live uses of one block.</i> A use begins by a change of a state without bits,
 *       which one holder wins, or by a store of the keeper to a state with its bit alone. While
 *       only its bit is there and the generation is even, nobody else changes the word: loading
 *       needs the odd generation of an id, allocating and giving back need a state without bits,
 *       and recovery needs the death of the keeper.
 *   <li><i>No load of a use that is over.</i> Loading compares and sets generation and bits at
 *       once. A use is over when the generation changes, and no generation comes back before 2^31
 *       more uses.
 *   <li><i>No block moves under its user.</i> A chunk changes its purpose only when one holder has
 *       every block in it allocated; so whoever has a bit in it keeps it as it is.
 *   <li><i>Nothing is lost, nothing is returned twice.</i> What a dead holder had are its bits,
 *       which recovery clears; clearing a bit twice has no effect, and the bit is not given to
 *       somebody else before the last recoverer is through.
 * </ul>
 *
 * <p><b>Crash table.</b> What is left if a participant dies, and what becomes of it:
 *
 * <pre>
 *   before the change of a state    nothing
 *   after it                        its bit, cleared by recovery; also of kept blocks
 *   between hint and bit            a hint for nothing
 *   between chunk and first block   a slab or run without blocks in use; the recoverer's own
 *   while it forms a run            FORMING head, PART chunks: freed by head and version
 *   while it gives a chunk back     its bits, and DISSOLVING: freed; or the chunk as it was
 *   between intent and taking       an intent for nothing
 *   between taking and moved bit    the bit of the sender: moved to the dead taker, then cleared
 *   after sending                   an entry on the way: its receiver accepts it as ever
 *   while it recovers               its recoverer word: taken over, and all is done again
 * </pre>
 *
 * <p><b>Fencing.</b> A participant that was evicted (see {@link
 * dev.sharelock.environment.Participants}) may be paused anywhere in an operation, and return.
 *
 * <ul>
 *   <li><i>Quarantine.</i> It keeps its record until it has ended, and so its number as a holder,
 *       its outbox, and every block and chunk that has its bit or names it. What it writes without
 *       a compare-and-set is the contents of its blocks, their slack, the states of blocks that it
 *       keeps, and its record: nobody else gets any of these before. Others go on to use what they
 *       have references to, and the other blocks of its slabs.
 *   <li><i>A late change.</i> A compare-and-set that it was about to make succeeds only if it would
 *       have been right before the pause: ids, suggestions, chunks and entries carry generations,
 *       versions and sequences. One word had no such guard, the state from which it moves the bit
 *       of a sender to its own. Therefore a bit is moved only to who has none, and a sender that
 *       needs its bit sets that of the taker, which stays: the late change fails.
 *   <li><i>Recovery by an evicted one.</i> It keeps the recoverer word of the dead holder, so
 *       nobody returns what is left of that one before it has ended itself. Nobody waits for that.
 *   <li><i>Refusal.</i> It is told when it asks for more than it has, or gives something to others.
 *       What it does among the blocks that it keeps and holds, and with a block that it keeps for
 *       its next allocation, concerns nobody and is not looked at, for the sake of speed.
 *   <li><i>The end.</i> When its process ends, recovery returns all of it like that of any dead
 *       participant. If it closes its handle, it does so itself; closing and releasing only give
 *       back, and are never refused.
 * </ul>
 *
 * <p>The price is that memory is not returned early: what a zombie may still write to cannot be
 * given to somebody else by any protocol.
 *
 * <p><b>There is no load cache.</b> The published design that this one learns from maps each block
 * by itself and caches mappings; here the whole heap is mapped, and loading is one compare-and-set.
 */
package dev.sharelock.allocator;
