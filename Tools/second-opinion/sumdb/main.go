// Checks an export of tiles with the code of Go's checksum database, golang.org/x/mod/sumdb.
//
//	sumdb EXPORT KEYFILE                          signature, every tile, every entry, the root
//	sumdb EXPORT KEYFILE inclusion PROOF RECORD   a tlog-proof file and the record it is about
//	sumdb EXPORT KEYFILE consistency PROOF OLD    a consistency file and the older checkpoint
//
// Go's own paths have the height of a tile in them, tile/8/0/000; those of C2SP have not. Ends with 1
// when something is wrong.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
	os.Exit(1)
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		fail("%v", err)
	}
	return data
}

// The size and root of a checkpoint that one of the keys signed.
func checkpoint(data []byte, keys note.Verifiers) tlog.Tree {
	opened, err := note.Open(data, keys)
	if err != nil {
		fail("checkpoint: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		fail("checkpoint: too few lines")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fail("checkpoint: %v", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		fail("checkpoint: %v", err)
	}
	return tlog.Tree{N: size, Hash: root}
}

type directory string

func (d directory) Height() int { return 8 }

func (d directory) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (d directory) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(d), path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// The entries of the bundle that begins at a position.
func bundle(export string, start, size int64) [][]byte {
	width := size - start
	if width > 256 {
		width = 256
	}
	path := tlog.Tile{H: 8, L: 0, N: start / 256, W: int(width)}.Path()
	data := read(filepath.Join(export, strings.Replace(path, "tile/8/0/", "tile/entries/", 1)))
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 {
			fail("%s: cut off", path)
		}
		length := int(data[0])<<8 | int(data[1])
		if len(data) < 2+length {
			fail("%s: cut off", path)
		}
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if int64(len(entries)) != width {
		fail("%s: %d entries instead of %d", path, len(entries), width)
	}
	return entries
}

func whole(export string, tree tlog.Tree) {
	reader := tlog.TileHashReader(tree, directory(export))
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		fail("tree: %v", err)
	}
	if root != tree.Hash {
		fail("the tiles have another root")
	}
	for start := int64(0); start < tree.N; start += 256 {
		var indexes []int64
		entries := bundle(export, start, tree.N)
		for offset := range entries {
			indexes = append(indexes, tlog.StoredHashIndex(0, start+int64(offset)))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			fail("tiles: %v", err)
		}
		for offset, entry := range entries {
			if tlog.RecordHash(entry) != hashes[offset] {
				fail("entry %d does not have the hash of its tile", start+int64(offset))
			}
		}
	}
	fmt.Printf("sumdb: size %d, root %v: signature, tiles and entries hold\n", tree.N, root)
}

// The lines before the empty one, and what comes after it.
func split(data []byte) ([]string, []byte) {
	place := bytes.Index(data, []byte("\n\n"))
	if place < 0 {
		fail("no empty line")
	}
	return strings.Split(string(data[:place]), "\n"), data[place+2:]
}

func hashes(lines []string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range lines {
		data, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(data) != 32 {
			fail("no hash: %q", line)
		}
		all = append(all, *(*tlog.Hash)(data))
	}
	return all
}

func number(line, word string) int64 {
	value, err := strconv.ParseInt(strings.TrimPrefix(line, word+" "), 10, 64)
	if err != nil {
		fail("%q: %v", line, err)
	}
	return value
}

func inclusion(export string, keys note.Verifiers, proof, record []byte) {
	lines, rest := split(proof)
	tree := checkpoint(rest, keys)
	index := number(lines[1], "index")
	ours := tlog.RecordProof(hashes(lines[2:]))
	leaf := tlog.RecordHash(record)
	if err := tlog.CheckRecord(ours, tree.N, tree.Hash, index, leaf); err != nil {
		fail("inclusion of %d: %v", index, err)
	}
	theirs, err := tlog.ProveRecord(tree.N, index, tlog.TileHashReader(tree, directory(export)))
	if err == nil && fmt.Sprint(theirs) != fmt.Sprint(ours) {
		fail("inclusion of %d: another proof than Go's", index)
	}
}

func consistency(export string, keys note.Verifiers, proof, old []byte) {
	lines, rest := split(proof)
	tree, older := checkpoint(rest, keys), checkpoint(old, keys)
	if from := number(lines[0], "old"); from != older.N {
		fail("the proof begins at %d, the checkpoint is of %d", from, older.N)
	}
	ours := tlog.TreeProof(hashes(lines[1:]))
	if err := tlog.CheckTree(ours, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		fail("consistency from %d: %v", older.N, err)
	}
}

func main() {
	if len(os.Args) != 3 && len(os.Args) != 6 {
		fail("sumdb EXPORT KEYFILE [inclusion PROOF RECORD | consistency PROOF OLD]")
	}
	export := os.Args[1]
	var verifiers []note.Verifier
	for _, line := range strings.Fields(string(read(os.Args[2]))) {
		verifier, err := note.NewVerifier(line)
		if err != nil {
			fail("key: %v", err)
		}
		verifiers = append(verifiers, verifier)
	}
	keys := note.VerifierList(verifiers...)
	if len(os.Args) == 3 {
		whole(export, checkpoint(read(filepath.Join(export, "checkpoint")), keys))
		return
	}
	switch os.Args[3] {
	case "inclusion":
		inclusion(export, keys, read(os.Args[4]), read(os.Args[5]))
	case "consistency":
		consistency(export, keys, read(os.Args[4]), read(os.Args[5]))
	default:
		fail("inclusion or consistency, not %s", os.Args[3])
	}
}
