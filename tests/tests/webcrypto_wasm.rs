//! The engine compared with the browser's own cryptography in both directions: what one seals the other opens, with the
//! same bytes. `webcrypto.js` calls WebCrypto, following the formats' documentation. And what a key leaves behind in the
//! module's memory, which only a browser can look at from outside.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's way to fail")]

use js_sys::Uint8Array;
use playground_core::crypto::gcm::{Aes256Gcm, IV_LEN, KEY_LEN, TAG_LEN, Unauthentic};
use playground_core::crypto::kdf;
use playground_core::crypto::keys::{BackingKey, DataKey, LinkKey, WrappedDataKey};
use playground_core::edition::Edition;
use playground_core::env::{Env, Past, Purpose, Seed, Time};
use playground_core::ids::KeyArn;
use playground_core::kms::ciphertext::{self, Fresh};
use playground_core::kms::context::EncryptionContext;
use playground_core::storage::file::{File, PageId};
use playground_core::storage::frame;
use playground_core::storage::keyring::{KeyRing, KeySlot};
use playground_core::storage::page::{PAGE_SIZE, Stamp, VolumeId};
use playground_core::storage::volume::Volume;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/webcrypto.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = gcmSeal)]
    async fn gcm_seal(
        key: Uint8Array,
        iv: Uint8Array,
        aad: Uint8Array,
        data: Uint8Array,
    ) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(catch, js_name = gcmOpen)]
    async fn gcm_open(
        key: Uint8Array,
        iv: Uint8Array,
        aad: Uint8Array,
        sealed: Uint8Array,
    ) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(catch)]
    async fn derive(
        key: Uint8Array,
        label: Uint8Array,
        context: Uint8Array,
        length: u32,
    ) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(catch, js_name = pageOpen)]
    async fn page_open(key: Uint8Array, page: Uint8Array) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(catch, js_name = pageSeal)]
    async fn page_seal(
        key: Uint8Array,
        volume: Uint8Array,
        file: u8,
        number: u32,
        version: f64,
        past: Uint8Array,
        nonce: Uint8Array,
        content: Uint8Array,
    ) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(catch, js_name = frameSeal)]
    async fn frame_seal(
        key: Uint8Array,
        lsn: f64,
        past: Uint8Array,
        nonce: Uint8Array,
        time: f64,
        size: f64,
        volume: Uint8Array,
        file: u8,
        number: u32,
        version: f64,
        page: Uint8Array,
    ) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(catch, js_name = blobOpen)]
    async fn blob_open(
        backing: Uint8Array,
        context: Vec<String>,
        blob: Uint8Array,
    ) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(catch, js_name = blobSeal)]
    async fn blob_seal(
        backing: Uint8Array,
        arn: &str,
        material: Uint8Array,
        n: Uint8Array,
        iv: Uint8Array,
        context: Vec<String>,
        plaintext: Uint8Array,
    ) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(catch, js_name = invertedPageKey)]
    async fn inverted_page_key(inverted: Uint8Array, past: Uint8Array) -> Result<Uint8Array, JsValue>;
    fn pieces(memory: JsValue, inverted: Uint8Array) -> u32;
}

fn js(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

/// A call of the cipher, made from a number.
struct Case {
    key: [u8; KEY_LEN],
    iv: [u8; IV_LEN],
    aad: Vec<u8>,
    data: Vec<u8>,
}

impl Case {
    fn new(number: u64, data: usize, aad: usize) -> Self {
        let mut env = Env::new(Seed([0xa5; 16]), number, PAST);
        let (key, iv) = (env.bytes(Purpose::DataKey), env.bytes(Purpose::Nonce));
        let mut case = Self { key, iv, aad: vec![0; aad], data: vec![0; data] };
        env.fill(Purpose::Random, &mut case.aad);
        env.fill(Purpose::Random, &mut case.data);
        case
    }

    /// Ciphertext and tag, by our engine.
    fn sealed(&self) -> Vec<u8> {
        let mut sealed = self.data.clone();
        let tag = Aes256Gcm::new(&self.key).seal(&self.iv, &self.aad, &mut sealed);
        sealed.extend(tag);
        sealed
    }

    /// Opens ciphertext and tag with our engine.
    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, Unauthentic> {
        let (data, tag) = sealed.split_last_chunk::<TAG_LEN>().unwrap();
        let mut data = data.to_vec();
        Aes256Gcm::new(&self.key).open(&self.iv, &self.aad, &mut data, tag).map(|()| data)
    }

    async fn oracle_seals(&self) -> Vec<u8> {
        gcm_seal(js(&self.key), js(&self.iv), js(&self.aad), js(&self.data)).await.unwrap().to_vec()
    }

    async fn oracle_opens(&self, sealed: &[u8]) -> Result<Uint8Array, JsValue> {
        gcm_open(js(&self.key), js(&self.iv), js(&self.aad), js(sealed)).await
    }
}

/// Every length near a boundary of the cipher (block 16, parallel blocks 128 and 256), of a page, and big ones.
const PAST: Past = Past([1; Past::LEN]);
const KEY: [u8; 32] = [0x42; 32];
const DATA: [usize; 25] = [
    0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1000, 4095, 4096, 4097, 16_384,
    65_535, 65_537, 1_048_577,
];
const AAD: [usize; 8] = [0, 1, 12, 16, 17, 48, 255, 4097];

fn cases() -> impl Iterator<Item = Case> {
    let every = DATA.into_iter().flat_map(|data| AAD.into_iter().map(move |aad| (data, aad)));
    // Each large one once is enough.
    let some = every.filter(|(data, aad)| *data < 65_000 || *aad == 48);
    (0..).zip(some).map(|(number, (data, aad))| Case::new(number, data, aad))
}

#[wasm_bindgen_test]
async fn seals_as_webcrypto_seals_and_each_opens_the_others() {
    for case in cases() {
        let what = format!("{} bytes, {} of them associated", case.data.len(), case.aad.len());
        let (ours, theirs) = (case.sealed(), case.oracle_seals().await);
        assert!(ours == theirs, "sealed differently: {what}");
        assert!(case.oracle_opens(&ours).await.unwrap().to_vec() == case.data, "{what}");
        assert!(case.open(&theirs).unwrap() == case.data, "{what}");
    }
}

#[wasm_bindgen_test]
async fn both_refuse_the_same() {
    let whole = Case::new(1, 33, 20);
    let sealed = whole.sealed();
    for at in 0..sealed.len() {
        let mut bad = sealed.clone();
        bad[at] ^= 1 << (at % 8);
        assert_eq!(whole.open(&bad), Err(Unauthentic), "byte {at}");
        assert!(whole.oracle_opens(&bad).await.is_err(), "byte {at}");
    }
    for part in 0..3 {
        let mut case = Case::new(1, 33, 20);
        [&mut case.key[..], &mut case.iv, &mut case.aad][part][7] ^= 0x20;
        assert_eq!(case.open(&sealed), Err(Unauthentic), "key, IV, associated data: {part}");
        assert!(case.oracle_opens(&sealed).await.is_err(), "key, IV, associated data: {part}");
    }
}

#[wasm_bindgen_test]
async fn derives_keys_as_hmac_of_webcrypto_does() {
    for (number, length) in (0..).zip([1, 16, 31, 32, 33, 64, 65, 255]) {
        let case = Case::new(number, [0, 1, 16, 55, 56, 64, 100, 300][length as usize % 8], 0);
        let label: &[u8] = [b"".as_slice(), b"a", b"playground nonce v1"][length as usize % 3];
        let mut ours = vec![0; length as usize];
        kdf::derive(&case.key, label, &case.data, &mut ours);
        let theirs = derive(js(&case.key), js(label), js(&case.data), length).await.unwrap();
        assert_eq!(ours, theirs.to_vec(), "{length} bytes");
    }
}

const VOLUME: VolumeId = VolumeId([7; 16]);
const ARN: &str = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/// Three pages of arbitrary content.
fn content() -> Vec<u8> {
    let mut content = vec![0; 3 * PAGE_SIZE];
    Env::new(Seed([0x5a; 16]), 1, PAST).fill(Purpose::Random, &mut content);
    content
}

/// A volume sealed under a key, and what reads it.
fn volume(key: DataKey) -> (Volume, KeyRing) {
    let own = KeySlot {
        volume: VOLUME,
        wrapped: WrappedDataKey::new(&[]),
        key: KeyArn::parse(ARN).unwrap(),
        context: EncryptionContext::default(),
    };
    (Volume::new_sealed(own, &key, PAST, &content()), KeyRing::new().with(VOLUME, key.into()))
}

#[wasm_bindgen_test]
async fn webcrypto_opens_the_pages_on_the_disk() {
    let (volume, _) = volume(DataKey::new(&KEY));
    let pages: Vec<Vec<u8>> = volume.image().pages().map(|(_, slot)| slot.stored.raw().to_vec()).collect();
    assert_eq!(pages.len(), 3);
    for (page, content) in pages.iter().zip(content().chunks(PAGE_SIZE)) {
        assert!(page_open(js(&KEY), js(page)).await.unwrap().to_vec() == content);
        for at in [0, 5, 6, 8, 27, 35, 36, 67, 68, 79, 80, 4175, 4176, 4191] {
            let mut bad = page.clone();
            bad[at] ^= 1;
            assert!(page_open(js(&KEY), js(&bad)).await.is_err(), "byte {at} is not authenticated");
        }
    }
}

#[wasm_bindgen_test]
async fn a_replica_reads_what_webcrypto_sealed_and_sent() {
    for (file, number, version) in [(File::Database, 2, 2_u32), (File::Journal, 1, 1)] {
        let (mut volume, keys) = volume(DataKey::new(&KEY));
        let mut content = [b'x'; PAGE_SIZE];
        content[..5].copy_from_slice(b"hello");
        let (code, nonce) = (file.code(), [9; IV_LEN]);
        let told = f64::from(version);
        let page =
            page_seal(js(&KEY), js(&VOLUME.0), code, number, told, js(&PAST.0), js(&nonce), js(&content))
                .await;
        let (link, time, size) = ([3; 32], Time::start(Edition::Y2020).plus(1 << 33), 5000_u32);
        #[expect(clippy::cast_precision_loss, reason = "a time of this age")]
        let seconds = time.0 as f64;
        let (of, page) = (js(&VOLUME.0), page.unwrap());
        let sent = frame_seal(
            js(&link),
            4.0,
            js(&PAST.0),
            js(&nonce),
            seconds,
            f64::from(size),
            of,
            code,
            number,
            told,
            page,
        );
        let record = frame::open(&LinkKey::new(&link), &sent.await.unwrap().to_vec()).unwrap();
        assert_eq!((record.lsn, record.time, record.size), (4, time, u64::from(size)));
        let page = PageId { file, number };
        let (stamp, _) = record.page().unwrap();
        assert_eq!(*stamp, Stamp { volume: VOLUME, page, version: version.into() });
        volume.replay(&record).unwrap();
        assert_eq!(volume.read_page(&keys, page).unwrap(), content);
        assert_eq!(volume.image().size(file), u64::from(size));
        assert_eq!(
            frame::open(&LinkKey::new(&[4; 32]), &frame::seal(&LinkKey::new(&link), &record)),
            Err(Unauthentic)
        );
    }
}

#[wasm_bindgen_test]
async fn ciphertexts_of_kms_go_both_ways() {
    let backing = [0x5a; 32];
    let fresh = Fresh { n: [2; 16], iv: [3; IV_LEN] };
    for pairs in [vec![], vec![("aws:rds:dbc-id", "cluster-A")], vec![("a", ""), ("b", "ключ")]] {
        let flat: Vec<String> =
            pairs.iter().flat_map(|(name, value)| [*name, *value]).map(String::from).collect();
        let context = EncryptionContext::new(
            pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        );
        let context = context.unwrap();
        let role = BackingKey::new(&backing);
        let ours = ciphertext::seal(&role, ARN, &[1; 32], &context, b"secret", &fresh).unwrap();
        assert_eq!(blob_open(js(&backing), flat.clone(), js(&ours)).await.unwrap().to_vec(), b"secret");
        let (n, iv) = (js(&fresh.n), js(&fresh.iv));
        let theirs = blob_seal(js(&backing), ARN, js(&[1; 32]), n, iv, flat.clone(), js(b"secret")).await;
        assert_eq!(theirs.unwrap().to_vec(), ours);
        let other = vec![String::from("a"), String::from("B")];
        assert!(blob_open(js(&backing), other, js(&ours)).await.is_err());
    }
}

/// How many pieces of 8 bytes of a key, of which the inverse is given, lie in the module's memory, its stack included.
fn left_behind(inverted: &[u8]) -> u32 {
    pieces(wasm_bindgen::memory(), js(inverted))
}

#[wasm_bindgen_test]
async fn a_key_leaves_no_copy_of_itself() {
    let mut inverted = [0; KEY_LEN];
    let mut env = Env::new(Seed([0x3c; 16]), 1, PAST);
    let key = DataKey::filled(|key| {
        env.fill(Purpose::DataKey, key);
        inverted.iter_mut().zip(key).for_each(|(to, byte)| *to = !*byte);
    });
    // At once: what comes next writes over the stack.
    assert_eq!(left_behind(&inverted), 4, "the key itself, and no other");
    let of_pages = inverted_page_key(js(&inverted), js(&PAST.0)).await.unwrap().to_vec();
    let (volume, keys) = volume(key);
    assert_eq!([&inverted, &of_pages[..]].map(left_behind), [4, 0], "after sealing");
    let page = PageId { file: File::Database, number: 1 };
    assert!(volume.read_page(&keys, page).unwrap() == content()[..PAGE_SIZE]);
    assert_eq!([&inverted, &of_pages[..]].map(left_behind), [4, 0], "after opening");
    drop((volume, keys));
    assert_eq!([&inverted, &of_pages[..]].map(left_behind), [0, 0], "wiped");
}
