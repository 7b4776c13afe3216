// Command readlog reads what a Lekha platform publishes with the code of Go's own checksum database
// (golang.org/x/mod/sumdb), which knows nothing of Lekha:
//
//	KEY=... readlog URL VKEY OLDSIZE
//
// It verifies the newest checkpoint, every record against the tiles and the root, the platform's own
// proofs of inclusion, and that the tree grew out of the checkpoint of OLDSIZE.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const width = 256

var url, key = os.Args[1], os.Getenv("KEY")

func main() {
	log.SetFlags(0)
	verifier, err := note.NewVerifier(os.Args[2])
	must(err)
	head := checkpoint(get("/checkpoint"), verifier)
	tiles := tlog.TileHashReader(head, reader{})
	for index, record := range records(head.N) {
		leaf := tlog.RecordHash(record)
		own, err := tlog.ProveRecord(head.N, int64(index), tiles)
		must(err)
		must(tlog.CheckRecord(own, head.N, head.Hash, int64(index), leaf))
		served, under := proof(index+1, verifier)
		must(tlog.CheckRecord(served, under.N, under.Hash, int64(index), leaf))
	}
	older := checkpoint(get("/checkpoint/"+os.Args[3]), verifier)
	grown, err := tlog.ProveTree(head.N, older.N, tiles)
	must(err)
	must(tlog.CheckTree(grown, head.N, head.Hash, older.N, older.Hash))
	fmt.Printf("%d records are in the tree, which grew out of that of %d.\n", head.N, older.N)
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func get(path string) []byte {
	request, err := http.NewRequest("GET", url+path, nil)
	must(err)
	request.Header.Set("Authorization", "Bearer "+key)
	answer, err := http.DefaultClient.Do(request)
	must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	must(err)
	if answer.StatusCode != 200 {
		log.Fatalf("%s: %s", path, answer.Status)
	}
	return body
}

// A checkpoint is a signed note of three lines: origin, size, root (c2sp.org/tlog-checkpoint).
func checkpoint(signed []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}
}

// Entries of a bundle are each preceded by their length in two bytes (c2sp.org/tlog-tiles).
func records(size int64) [][]byte {
	var all [][]byte
	for from := int64(0); from < size; from += width {
		bundle := get(path("entries", from/width, min(size-from, width)))
		for len(bundle) > 0 {
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			all = append(all, bundle[2:end])
			bundle = bundle[end:]
		}
	}
	return all
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func path(level string, number, leaves int64) string {
	digits := fmt.Sprintf("%03d", number)
	if number > 999 {
		log.Fatal("this reader is for small logs")
	}
	if leaves < width {
		return fmt.Sprintf("/tile/%s/%s.p/%d", level, digits, leaves)
	}
	return fmt.Sprintf("/tile/%s/%s", level, digits)
}

// What the platform gives as proof of a position (c2sp.org/tlog-proof): two lines, the hashes, an empty
// line, and the checkpoint that they lead to.
func proof(position int, verifier note.Verifier) (tlog.RecordProof, tlog.Tree) {
	text := string(get(fmt.Sprintf("/api/evidence/inclusion?position=%d", position)))
	head, signed, _ := strings.Cut(text, "\n\n")
	var hashes tlog.RecordProof
	for _, line := range strings.Split(head, "\n")[2:] {
		hash, err := tlog.ParseHash(line)
		must(err)
		hashes = append(hashes, hash)
	}
	return hashes, checkpoint([]byte(signed), verifier)
}

type reader struct{}

func (reader) Height() int { return 8 }

func (reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		all = append(all, get(path(strconv.Itoa(tile.L), tile.N, int64(tile.W))))
	}
	return all, nil
}

func (reader) SaveTiles([]tlog.Tile, [][]byte) {}
